"""The lists of a complaint: what it is about, who is accused, where it stands."""

from django.db import models


class Category(models.TextChoices):
    ABUSE = "ABUSE", "Penyalahgunaan wewenang"
    GRATUITY = "GRATUITY", "Gratifikasi"
    COI = "COI", "Benturan kepentingan"
    CONDUCT = "CONDUCT", "Pelanggaran kode perilaku"
    OATH = "OATH", "Pelanggaran sumpah atau janji"
    INTEGRITY_PACT = "INTEGRITY_PACT", "Pelanggaran pakta integritas"
    ETHICS = "ETHICS", "Pelanggaran kode etik"
    SERVICE = "SERVICE", "Pelayanan tidak sesuai standar"
    OTHER = "OTHER", "Lainnya"


# Corruption, collusion, nepotism: the Inspektorat gets a copy of these (rule 51).
KKN = frozenset({Category.ABUSE, Category.GRATUITY, Category.COI})


class AccusedClass(models.TextChoices):
    MEMBER = "MEMBER", "Ketua atau anggota KPU"
    STAFF = "STAFF", "Pegawai sekretariat"
    ADHOC = "ADHOC", "Badan ad hoc (PPK, PPS, KPPS, Pantarlih)"


class AccusedPost(models.TextChoices):
    """What the complainant knows of the post; "" where he does not know it."""

    CHAIR = "CHAIR", "Ketua"
    MEMBER = "MEMBER", "Anggota"
    SECRETARY = "SECRETARY", "Sekretaris atau Sekretaris Jenderal"
    HEAD = "HEAD", "Kepala bagian, kepala subbagian, atau pejabat lain"
    STAFF = "STAFF", "Pegawai atau petugas pelayanan"
    INSPECTORATE = "INSPECTORATE", "Pegawai Inspektorat"
    ADHOC = "ADHOC", "Petugas badan ad hoc"


class Identity(models.TextChoices):
    OPEN = "OPEN", "Terbuka"
    CONFIDENTIAL = "CONFIDENTIAL", "Dirahasiakan"
    ANONYMOUS = "ANONYMOUS", "Anonim"


class Desk(models.TextChoices):
    """Who works on it: the officers of the handling unit, or the Inspektur Utama."""

    UNIT = "UNIT", "Petugas pengaduan"
    CHIEF_INSPECTOR = "CHIEF_INSPECTOR", "Inspektur Utama"


class Status(models.TextChoices):
    RECEIVED = "RECEIVED", "Diterima"
    VERIFYING = "VERIFYING", "Verifikasi"
    INCOMPLETE = "INCOMPLETE", "Perlu dilengkapi"
    INELIGIBLE = "INELIGIBLE", "Tidak memenuhi syarat"
    ASSESSED = "ASSESSED", "Ditelaah"
    FORWARDED = "FORWARDED", "Diteruskan"
    EXAMINING = "EXAMINING", "Pemeriksaan"
    PLENARY = "PLENARY", "Rapat pleno"
    PROVEN = "PROVEN", "Selesai, terbukti"
    UNPROVEN = "UNPROVEN", "Selesai, tidak terbukti"
    WITHDRAWN_DEEMED = "WITHDRAWN_DEEMED", "Dianggap dicabut"
    WITHDRAWN = "WITHDRAWN", "Dicabut"
    ARCHIVED = "ARCHIVED", "Diarsipkan"


OPEN = frozenset(
    {
        Status.RECEIVED,
        Status.VERIFYING,
        Status.INCOMPLETE,
        Status.ASSESSED,
        Status.EXAMINING,
        Status.PLENARY,
    }
)
CLOSED = frozenset(Status) - OPEN


class Triage(models.TextChoices):
    HANDLE_HERE = "HANDLE_HERE", "Lengkap dan berwenang, ditangani di sini"
    FORWARD_UP = "FORWARD_UP", "Diteruskan ke KPU Provinsi atau KPU RI"
    FORWARD_WBS = "FORWARD_WBS", "Diteruskan ke Inspektorat (WBS KPU)"
    REFER_DKPP = "REFER_DKPP", "Dirujuk ke DKPP"
    REFER_BAWASLU = "REFER_BAWASLU", "Dirujuk ke Bawaslu"
    REFER_LAW = "REFER_LAW", "Dirujuk ke KPK atau aparat penegak hukum"
    REFER_UPG = "REFER_UPG", "Diteruskan ke Unit Pengendalian Gratifikasi"
    REFER_OMBUDSMAN = "REFER_OMBUDSMAN", "Dirujuk ke Ombudsman"
    INFO_REQUEST = "INFO_REQUEST", "Permintaan informasi, diteruskan ke PPID"
    DUPLICATE = "DUPLICATE", "Sama dengan pengaduan lain"
    INELIGIBLE = "INELIGIBLE", "Tidak memenuhi syarat"
