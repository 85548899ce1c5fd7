"""Frozen papers of made-up people, as the workflow hands them to the press."""

import copy

from documents import wording
from kpu_coi.canonical import content_hash

UNIT = {
    "code": "33.21",
    "name": "KPU Kabupaten Contoh",
    "letterhead_1": "KOMISI PEMILIHAN UMUM",
    "letterhead_2": "KABUPATEN CONTOH",
    "address": "Jalan Merdeka Raya Nomor 145, Contoh 59500",
    "place": "Contoh",
    "tz_abbr": "WIB",
}
DECLARANT = {
    "name": "Wagiyem",
    "id_label": "NIP",
    "id_number": "19870412 201012 2 998",
    "rank": "Penata Muda Tingkat I (III/b)",
    "position": "Pengelola Keuangan",
    "section": "Subbagian Keuangan, Umum, dan Logistik",
    "unit": "KPU Kabupaten Contoh",
}
LONG_NAME = "Dr. Raden Roro Kusumaningtyas Widyaningrum Prabandari, S.Sos., M.Si."
SUPERIOR = {
    "name": "Ir. H. Bagaskara Nugrahadi Pramudyatama, M.A.P.",
    "id_label": "NIP",
    "id_number": "19711105 199803 1 994",
    "rank": "Pembina Tingkat I (IV/b)",
    "position": "Plh. Sekretaris",
    "section": "",
    "unit": "KPU Kabupaten Contoh",
}
STROKES = {
    "strokes": [
        [[10, 80], [30, 20], [50, 70], [70, 30], [90, 80], [130, 60], [170, 75]],
        [[20, 95], [100, 88], [180, 92]],
    ]
}
REGIME = {
    "code": "kpu-323-2020",
    "name": "Keputusan KPU Nomor 323/HK.03-Kpt/08/KPU/VII/2020",
}
COPIES = ["Inspektorat Utama Sekretariat Jenderal KPU, u.p. Inspektur Wilayah II"]
STATEMENT = {
    "classes": [
        {"label": "Jenis", "value": "Potensial"},
        {"label": "Sumber", "value": "Hubungan afiliasi; kepentingan pribadi"},
        {"label": "Bentuk", "value": "Penilaian atas objek milik keluarga sendiri"},
    ],
    "duty": (
        "Saya mengoordinasikan verifikasi persyaratan calon pengganti antarwaktu dan "
        "menyiapkan berita acara hasil verifikasi."
    ),
    "source": (
        "Calon yang berkasnya sedang diverifikasi adalah adik ipar saya.\n\nSuami saya "
        "memiliki 15 persen modal pada percetakan yang mencetak bahan kampanyenya."
    ),
    "link": (
        "Pertimbangan teknis yang saya siapkan menjadi dasar rapat pleno untuk "
        "menyatakan calon memenuhi atau tidak memenuhi syarat."
    ),
    "parties": [
        {
            "name": "Prasetyono",
            "relation": "Ipar",
            "position": "Calon pengganti antarwaktu anggota DPRD Kabupaten Contoh",
            "election": "Ya, calon",
        },
        {
            "name": "CV Pustaka Adiluhung",
            "relation": "Mitra bisnis suami",
            "position": "Perusahaan percetakan",
            "election": "Tidak",
        },
    ],
    "controls": [
        "Tidak ikut dalam proses pengambilan keputusan",
        "Pembatasan akses informasi",
    ],
    "election_clause": wording.MAKERS["potential"]("kpu-323-2020")["election_clause"],
}
REVIEW = {
    "basis_number": "0007/PBK/33.21/XI/2026",
    "basis_time": "Senin, 23 November 2026, 10.12 WIB",
    "basis_hash": "3194c599" * 8,
    "truth": "benar",
    "truth_reason": "Hubungan semenda telah dicocokkan dengan dokumen kependudukan.",
    "impact": "sedang",
    "impact_reason": "Hasil verifikasi menentukan terpenuhinya syarat calon.",
    "decision": "Potensi benturan kepentingan, dapat dikendalikan.",
    "decision_text": "Yang menyatakan tetap menjalankan tugas jabatannya.",
    "plenary": "",
    "controls": [
        {
            "form": "Tidak ikut dalam proses pengambilan keputusan",
            "scope": "Seluruh rapat dan berita acara verifikasi calon.",
            "substitute": "",
            "start": "25 Nov 2026",
            "review": "18 Des 2026",
        },
        {
            "form": "Pengalihan kewenangan",
            "scope": "Tugas verifikasi beralih.",
            "substitute": "Wiratmaja, S.H., M.H.",
            "start": "25 Nov 2026",
            "review": "18 Des 2026",
        },
    ],
    "follow_up": [],
}
ORDER = {
    "basis_number": "0003/PTS/33.21/XI/2026",
    "basis_time": "Senin, 23 November 2026, 09.40 WIB",
    "basis_hash": "5bd0a7c1" * 8,
    "controls": [
        control | {"evidence": "Notula rapat tanpa nama yang diperintah."}
        for control in REVIEW["controls"]
    ],
    "acknowledge_by": "Kamis, 26 November 2026",
}
BREACH = {
    "to": "Subjek Data Pribadi yang datanya terungkap",
    "facts": [
        {"label": "Nomor kejadian", "value": "0001/KPD/33.21/XI/2026"},
        {"label": "Kategori data", "value": "Identitas dan kontak"},
    ],
    "exposed": "Nama dan nomor pegawai pada daftar hadir.",
    "course": "Daftar tertinggal di ruang rapat pada Senin pagi.\n\nSeorang tamu "
    "memotretnya.",
    "measures": "Daftar diambil kembali; foto dihapus di hadapan petugas.",
    "contact": "Pejabat Pelindungan Data Pribadi, Jalan Merdeka Raya Nomor 145",
}
ROUTE = [
    {
        "what": "Atasan langsung",
        "who": "Ir. H. Bagaskara Nugrahadi Pramudyatama, M.A.P., Plh. Sekretaris",
        "why": "Pemangku jabatan atasan pada saat penandatanganan",
    },
    {
        "what": "Tembusan",
        "who": "Inspektorat Utama, Inspektur Wilayah II",
        "why": "Bersamaan dengan penyampaian",
    },
]
NUMBERS = {
    "FREE": "0042/BBK/33.21/XI/2026",
    "POTENTIAL": "0007/PBK/33.21/XI/2026",
    "ACTUAL": "0008/PBK/33.21/XI/2026",
    "INTEREST_LIST": "0011/DKP/33.21/XI/2026",
    "INTEGRITY_PACT": "0005/PIN/33.21/XI/2026",
    "DECISION": "0003/PTS/33.21/XI/2026",
    "ORDER": "0002/PRN/33.21/XI/2026",
    "BREACH_NOTICE": "0001/PDP/00/XI/2026",
}
TOKEN = "K7Q2-M9XD-4HTA-P3WZ-8RFC-6JNE-V5TB"


def content_of(kind, *, regime="kpu-323-2020", **changes):
    """The content of a paper of a kind, with the standard wording."""
    words = wording.MAKERS[kind.lower()](regime)
    content = {
        "schema": "kpu-coi/1",
        "kind": kind,
        "regime": REGIME | {"code": regime},
        "template": {"code": kind.lower(), "version": 1},
        "title": words["title"],
        "kind_name": words["kind_name"],
        "unit": UNIT,
        "declarant": DECLARANT,
        "addressee": None if kind == "FREE" else SUPERIOR,
        "text": {
            key: value
            for key, value in words.items()
            if key not in ("title", "kind_name", "election_clause")
        },
        "statement": STATEMENT if kind in ("POTENTIAL", "ACTUAL") else None,
        "route": ROUTE,
        "copies": [] if kind == "FREE" else COPIES,
    }
    if kind == "DECISION":
        content |= {"review": REVIEW, "signer": SUPERIOR}
    if kind == "ORDER":
        content |= {"order": ORDER, "signer": SUPERIOR}
    if kind == "BREACH_NOTICE":
        content |= {"breach": BREACH, "signer": SUPERIOR}
    return copy.deepcopy(content | changes)


def record_of(content, *, drawing=STROKES, method="PASSWORD", number=None):
    """The record of the signing of a content, on the morning of 23 November 2026."""
    signer = content.get("signer") or content["declarant"]
    return {
        "content_sha256": content_hash(content),
        "number": number or NUMBERS[content["kind"]],
        "signed_at": "2026-11-23T09:41:27+07:00",
        "place_date": "Contoh, 23 November 2026",
        "zone": "Asia/Jakarta",
        "evidence": {
            "method": method,
            "method_label": "Kata sandi akun",
            "proved_at": "2026-11-23T02:41:19+00:00",
            "consent": content["text"]["consent"],
            "capacity": "Yang membuat pernyataan",
            "signer": {
                key: signer[key]
                for key in ("name", "id_label", "id_number", "position")
            },
            "drawing": drawing,
        },
    }


LOG = {
    "stream": "statement:17",
    "seq": 3,
    "hash": "c8a9316b" * 8,
    "previous": "e49f4eab" * 8,
}


def paper_of(kind, *, drawing=STROKES, method="PASSWORD", **changes):
    """A whole frozen paper."""
    content = content_of(kind, **changes)
    return {
        "content": content,
        "record": record_of(content, drawing=drawing, method=method),
        "log": dict(LOG),
        "verification": {
            "token": TOKEN,
            "url": f"https://benturan.kpu.example/verifikasi/{TOKEN}/",
        },
    }


def second_record_of(content, *, number=None):
    """The record by which the person concerned acknowledges an order."""
    record = record_of(content, drawing=None, number=number)
    evidence = record["evidence"] | {
        "consent": content["text"]["consent_acknowledge"],
        "capacity": "Yang diperintah",
        "signer": {
            key: content["declarant"][key]
            for key in ("name", "id_label", "id_number", "position")
        },
    }
    return record | {"signed_at": "2026-11-24T08:05:00+07:00", "evidence": evidence}
