"""A made-up paper: it warms the press up, and shows how new wording will look."""

from typing import Any

from documents import wording
from kpu_coi.canonical import content_hash

UNADDRESSED = ("free", "interest_list", "integrity_pact", "cooling_off")
PERSON = {
    "name": "Nama Lengkap, S.H., M.H.",
    "id_label": "NIP",
    "id_number": "19800101 200501 1 999",
    "rank": "Penata (III/c)",
    "position": "Jabatan",
    "section": "Subbagian",
    "unit": "Nama Satuan Kerja",
}
STATEMENT = {
    "classes": [{"label": "Jenis", "value": "Isian pegawai"}],
    "duty": "Isian pegawai tentang tugas dan keputusan yang dihadapi.",
    "source": "Isian pegawai tentang sumber kepentingannya.",
    "link": "Isian pegawai tentang kaitan sumber dengan keputusan.",
    "parties": [
        {
            "name": "Nama pihak lain",
            "relation": "Hubungan",
            "position": "Pekerjaan atau kedudukan",
            "election": "Tidak",
        }
    ],
    "controls": ["Isian pegawai tentang pengendalian yang disarankan"],
    "election_clause": "",
}
REVIEW = {
    "basis_number": "0001/PBK/00/I/2026",
    "basis_time": "Kamis, 1 Januari 2026, 09.00 WIB",
    "basis_hash": "0" * 64,
    "truth": "benar",
    "truth_reason": "Isian atasan langsung tentang kebenaran situasi.",
    "impact": "sedang",
    "impact_reason": "Isian atasan langsung tentang potensi dampak.",
    "decision": "Isian atasan langsung tentang keputusan.",
    "decision_text": "",
    "plenary": "",
    "controls": [
        {
            "form": "Bentuk pengendalian",
            "scope": "Isian atasan langsung tentang ruang lingkup.",
            "substitute": "",
            "start": "2 Jan 2026",
            "review": "2 Feb 2026",
        }
    ],
    "follow_up": [],
}
ORDER = {
    "basis_number": "0001/PTS/00/I/2026",
    "basis_time": "Kamis, 1 Januari 2026, 09.00 WIB",
    "basis_hash": "0" * 64,
    "controls": [
        {
            "form": "Bentuk pengendalian",
            "scope": "Isian atasan langsung tentang ruang lingkup.",
            "substitute": "",
            "start": "2 Jan 2026",
            "review": "2 Feb 2026",
            "evidence": "Isian atasan langsung tentang bukti pelaksanaan.",
        }
    ],
    "acknowledge_by": "Senin, 5 Januari 2026",
}
LIST = [
    {
        "title": "A. Hubungan Keluarga dan Kerabat",
        "columns": ["Nama", "Hubungan", "Pekerjaan", "Situasi"],
        "rows": [["Isian pegawai"] * 4],
    },
    {
        "title": "B. Hubungan Bisnis dan Finansial",
        "columns": ["Bentuk Kepemilikan", "Nilai", "Badan Usaha", "Situasi"],
        "rows": [],
    },
]
COOLING = {
    "to": "Nama Lengkap, S.H., M.H.",
    "facts": [{"label": "Masa tunggu", "value": "Isian tanggal"}],
}
BREACH = {
    "to": "Subjek Data Pribadi yang datanya terungkap",
    "facts": [{"label": "Nomor kejadian", "value": "0000/KPD/00/I/2026"}],
    "exposed": "Isian tentang data pribadi yang terungkap.",
    "course": "Isian tentang kapan dan bagaimana data terungkap.",
    "measures": "Isian tentang upaya penanganan dan pemulihan.",
    "contact": "Nama dan kontak Pejabat Pelindungan Data Pribadi",
}
WARNING = {
    "place_date": "Nama Kota, 1 Januari 2026",
    "facts": [{"label": "Kampanye", "value": "Nama kampanye"}],
}
UNIT = {
    "code": "00",
    "name": "Nama Satuan Kerja",
    "letterhead_1": "KOMISI PEMILIHAN UMUM",
    "letterhead_2": "NAMA WILAYAH",
    "address": "Alamat kantor",
    "place": "Nama Kota",
    "tz_abbr": "WIB",
}


def sample_content(
    code: str, regime_code: str, words: dict[str, Any]
) -> dict[str, Any]:
    """The content of a letter with some wording and nobody's data."""
    content = {
        "schema": "kpu-coi/1",
        "kind": code.upper(),
        "regime": {"code": regime_code, "name": "Dasar hukum"},
        "template": {"code": code, "version": 1},
        "title": words["title"],
        "kind_name": words["kind_name"],
        "unit": UNIT,
        "declarant": PERSON,
        "addressee": None if code in UNADDRESSED else PERSON,
        "text": words,
        "statement": STATEMENT if code in ("potential", "actual") else None,
        "route": [{"what": "Langkah", "who": "Penerima", "why": "Dasar"}],
        "copies": [] if code in UNADDRESSED else ["Inspektorat"],
    }
    if code == "interest_list":
        content["list"] = LIST
    if code == "cooling_off":
        content["cooling"] = COOLING
    if code == "decision":
        content |= {"review": REVIEW, "signer": PERSON}
    if code == "order":
        content |= {"order": ORDER, "signer": PERSON}
    if code == "warning":
        content |= {"warning": WARNING}
    if code == "breach_notice":
        content |= {"breach": BREACH, "signer": PERSON}
    return content


def sample_paper() -> dict[str, Any]:
    """A whole paper, with a drawn signature."""
    regime_code = "kpu-323-2020"
    words = wording.MAKERS["decision"](regime_code)
    content = sample_content("decision", regime_code, words)
    token = "-".join(["0000"] * 7)
    return {
        "content": content,
        "record": {
            "content_sha256": content_hash(content),
            "number": "0000/PTS/00/I/2026",
            "signed_at": "2026-01-01T09:00:00+07:00",
            "place_date": "Nama Kota, 1 Januari 2026",
            "zone": "Asia/Jakarta",
            "evidence": {
                "method": "PASSWORD",
                "method_label": "Kata sandi akun",
                "proved_at": "2026-01-01T09:00:00+07:00",
                "consent": content["text"]["consent"],
                "capacity": "Atasan langsung",
                "signer": PERSON,
                "drawing": {"strokes": [[[10, 40], [40, 10], [80, 40], [120, 20]]]},
            },
        },
        "log": {
            "stream": "document:0",
            "seq": 1,
            "hash": "0" * 64,
            "previous": "0" * 64,
        },
        "verification": {
            "token": token,
            "url": f"https://kpu.example/verifikasi/{token}/",
        },
    }
