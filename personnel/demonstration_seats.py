"""The offices of the demonstration, and the seats of those below the usual tree."""

from personnel.models import Employment, PositionKind

PNS, PPPK, NON_ASN = Employment.PNS, Employment.PPPK, Employment.NON_ASN
STAFF, FUNCTIONAL = PositionKind.STAFF, PositionKind.FUNCTIONAL
AUDITOR = PositionKind.AUDITOR
REGENCY, PROVINCE, NATION = "33.21", "33", "00"
NEIGHBOUR = "33.19"

# unit, key, superior's key, kind, title, employment
MORE_SEATS = (
    (REGENCY, "treasurer", "finance", STAFF, "Bendahara Pengeluaran", PNS),
    (REGENCY, "buyer", "finance", FUNCTIONAL, "Pejabat Pengadaan", PNS),
    (REGENCY, "store", "finance", STAFF, "Pengelola Barang Milik Negara", PNS),
    (REGENCY, "logistics", "finance", STAFF, "Pengelola Logistik", PPPK),
    (REGENCY, "driver", "finance", STAFF, "Pengemudi", NON_ASN),
    (REGENCY, "guard_1", "finance", STAFF, "Jagat Saksana I", NON_ASN),
    (REGENCY, "guard_2", "finance", STAFF, "Jagat Saksana II", NON_ASN),
    (REGENCY, "cleaner", "finance", STAFF, "Pramubakti", NON_ASN),
    (REGENCY, "planner", "planning", STAFF, "Penyusun Rencana dan Anggaran", PNS),
    (REGENCY, "data", "planning", STAFF, "Pengolah Data Pemilih", PNS),
    (REGENCY, "computing", "planning", FUNCTIONAL, "Pranata Komputer", PPPK),
    (REGENCY, "typist", "planning", STAFF, "Tenaga Administrasi", NON_ASN),
    (REGENCY, "verifier", "technical", STAFF, "Verifikator Pencalonan", PNS),
    (REGENCY, "stages", "technical", STAFF, "Pengelola Tahapan Pemilu", PNS),
    (REGENCY, "press", "technical", FUNCTIONAL, "Pranata Hubungan Masyarakat", PNS),
    (REGENCY, "outreach", "technical", STAFF, "Pengelola Partisipasi", PPPK),
    (REGENCY, "jurist", "legal", STAFF, "Penyusun Bahan Hukum", PNS),
    (REGENCY, "records", "legal", STAFF, "Pengelola Dokumentasi Hukum", PPPK),
    (REGENCY, "personnel", "legal", STAFF, "Pengelola Kepegawaian", PNS),
    (REGENCY, "complaints", "legal", STAFF, "Pengelola Pengaduan", PNS),
    (REGENCY, "analyst", "secretary", FUNCTIONAL, "Analis Kebijakan", PNS),
    (PROVINCE, "treasurer", "finance_1", STAFF, "Bendahara Pengeluaran", PNS),
    (PROVINCE, "buyer", "finance_2", FUNCTIONAL, "Pejabat Pengadaan", PNS),
    (PROVINCE, "data", "planning_2", STAFF, "Pengolah Data Pemilih", PPPK),
    (PROVINCE, "jurist", "legal_1", STAFF, "Penyusun Bahan Hukum", PNS),
    (PROVINCE, "driver", "finance_2", STAFF, "Pengemudi", NON_ASN),
    (NATION, "organisation", "administration_2", STAFF, "Analis Organisasi", PNS),
    (NATION, "systems", "support_2", FUNCTIONAL, "Pranata Komputer", PNS),
    (NATION, "auditor_I", "inspector_I", AUDITOR, "Auditor Ahli Muda", PNS),
    (NATION, "auditor_II", "inspector_II", AUDITOR, "Auditor Ahli Muda", PNS),
    (NATION, "auditor_II_b", "inspector_II", AUDITOR, "Auditor Ahli Pertama", PNS),
    (NATION, "auditor_III", "inspector_III", AUDITOR, "Auditor Ahli Muda", PNS),
    (NEIGHBOUR, "treasurer", "finance", STAFF, "Bendahara Pengeluaran", PNS),
    (NEIGHBOUR, "buyer", "finance", FUNCTIONAL, "Pejabat Pengadaan", PNS),
    (NEIGHBOUR, "store", "finance", STAFF, "Pengelola Barang Milik Negara", PNS),
    (NEIGHBOUR, "data", "planning", STAFF, "Pengolah Data Pemilih", PNS),
    (NEIGHBOUR, "verifier", "technical", STAFF, "Verifikator Pencalonan", PNS),
    (NEIGHBOUR, "stages", "technical", STAFF, "Pengelola Tahapan Pemilu", PNS),
    (NEIGHBOUR, "press", "technical", FUNCTIONAL, "Pranata Hubungan Masyarakat", PNS),
    (NEIGHBOUR, "jurist", "legal", STAFF, "Penyusun Bahan Hukum", PNS),
    (NEIGHBOUR, "personnel", "legal", STAFF, "Pengelola Kepegawaian", PNS),
    (NEIGHBOUR, "analyst", "secretary", FUNCTIONAL, "Analis Kebijakan", PNS),
)
