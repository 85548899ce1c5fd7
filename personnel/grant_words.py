"""What a grant says to people: its days, its scope, and what it opens."""

from datetime import timedelta

from django.db.backends.postgresql.psycopg_any import DateRange

from kpu_coi.dates import tanggal
from personnel.models import Role

NO_PAGE = "Belum ada halaman untuk peran ini."
OPENS = {
    Role.UNIT_OPERATOR: (
        "Daftar pegawai dan kepatuhan satker: siapa sudah dan siapa belum menyatakan. "
        "Tidak membaca isi pernyataan, perkara, atau pengaduan."
    ),
    Role.COMPLAINT_OFFICER: (
        "Pengaduan pada meja satker ini, kecuali yang menyangkut dirinya atau "
        "pimpinannya."
    ),
    Role.P3K2: (
        "Pertanyaan konsultasi yang ia ambil, dan perkara satker ini dan di bawahnya "
        "bila penelaah meminta sarannya, kecuali yang menyangkut dirinya."
    ),
    Role.PLENARY_VIEWER: (
        "Pengaduan satker ini selama berada di rapat pleno, kecuali yang menyangkut "
        "dirinya atau pimpinannya."
    ),
    Role.UPG: NO_PAGE,
    Role.AUDITOR: (
        "Tembusan, dasbor, dan kepatuhan semua satker di wilayahnya, dan tembusan "
        "pengaduan korupsi, kolusi, atau nepotisme."
    ),
    Role.REGION_CHIEF: (
        "Sama dengan auditor wilayah: tembusan, dasbor, kepatuhan, dan tembusan "
        "pengaduan di wilayahnya."
    ),
    Role.CHIEF_INSPECTOR: (
        "Tembusan, dasbor, dan kepatuhan seluruh Indonesia, penunjukan penelaah, dan "
        "pengaduan pada meja Inspektur Utama."
    ),
    Role.ORGANISATION_ADMIN: (
        "Susunan jabatan, pegawai, naskah surat, dan kewenangan. Tidak membaca "
        "pernyataan atau pengaduan."
    ),
    Role.SYSTEM_ADMIN: (
        "Hari libur, tenggat, data pokok, dan kewenangan. Tidak membaca pernyataan "
        "atau pengaduan."
    ),
    Role.DPO: (
        "Daftar kewenangan dan siapa melihat apa di setiap satker, serta urusan data "
        "pribadi."
    ),
}

SLUGS = {
    Role.UNIT_OPERATOR: "operator-satker",
    Role.COMPLAINT_OFFICER: "petugas-pengaduan",
    Role.P3K2: "p3k2",
    Role.PLENARY_VIEWER: "pleno",
    Role.UPG: "upg",
    Role.AUDITOR: "auditor-wilayah",
    Role.REGION_CHIEF: "inspektur-wilayah",
    Role.CHIEF_INSPECTOR: "inspektur-utama",
    Role.ORGANISATION_ADMIN: "administrator-organisasi",
    Role.SYSTEM_ADMIN: "administrator-sistem",
    Role.DPO: "pelindungan-data",
}
ROLE_OF_SLUG = {slug: role for role, slug in SLUGS.items()}


def scope_of(row) -> str:
    """Where a grant or a proposal counts."""
    return str(row.scope or "seluruh Indonesia")


def days_of(period: DateRange) -> str:
    """As "1 Januari 2026 sampai 31 Desember 2026": both days included."""
    if period.isempty:
        return "Diakhiri sebelum mulai berlaku"
    first = tanggal(period.lower)
    if period.upper is None:
        return f"Sejak {first}, tanpa batas"
    return f"{first} sampai {tanggal(period.upper - timedelta(days=1))}"
