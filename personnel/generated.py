"""
People made up for demonstrations: common parts of names, numbers that show it.

Their NIPs are sound but carry the sequence numbers 991 to 999, which no real person
of this system has.
"""

from dataclasses import dataclass
from datetime import date

from personnel.models import Employment, IdKind, PositionKind

WOMEN = (
    "Ayu", "Dewi", "Endah", "Fitri", "Indah", "Kartika", "Lestari", "Maya", "Nita",
    "Putri", "Ratna", "Sekar", "Tuti", "Wulan", "Yuni",
)  # fmt: skip
MEN = (
    "Aris", "Bayu", "Catur", "Dimas", "Eko", "Fajar", "Galih", "Hendra", "Imam",
    "Jaka", "Krisna", "Lukman", "Nanda", "Panji", "Wahyu",
)  # fmt: skip
MIDDLE = (
    "Adi", "Bekti", "Cahya", "Dwi", "Guna", "Kusuma", "Laksana", "Mukti", "Nugraha",
    "Puspa", "Setya", "Tri", "Wira",
)  # fmt: skip
LAST_OF_WOMEN = (
    "Andayani", "Cahyani", "Darmayanti", "Handayani", "Kurniasih", "Lukitasari",
    "Maheswari", "Nirmala", "Oktaviani", "Pangestuti", "Rahayu", "Susilowati",
    "Utami", "Wardani", "Widiastuti", "Yuliani", "Zulaikha",
)  # fmt: skip
LAST_OF_MEN = (
    "Baskara", "Cahyono", "Darmawan", "Handoko", "Kurniawan", "Lukito", "Mahendra",
    "Nugroho", "Permana", "Pangestu", "Raharja", "Saputra", "Sudarsono", "Utomo",
    "Wardoyo", "Wibisana", "Yulianto",
)  # fmt: skip
SINGLE = ("Sumiyati", "Sukarman", "Ngatini", "Wagiman")
EVERY_SINGLE = 17

RANKS = {
    PositionKind.SECGEN: "Pembina Utama (IV/e)",
    PositionKind.DEPUTY: "Pembina Utama Madya (IV/d)",
    PositionKind.CHIEF_INSPECTOR: "Pembina Utama Madya (IV/d)",
    PositionKind.REGIONAL_INSPECTOR: "Pembina Utama Muda (IV/c)",
    PositionKind.BUREAU_HEAD: "Pembina Utama Muda (IV/c)",
    PositionKind.SECRETARY: "Pembina Tingkat I (IV/b)",
    PositionKind.DIVISION_HEAD: "Pembina (IV/a)",
    PositionKind.SUBDIV_HEAD: "Penata Tingkat I (III/d)",
    PositionKind.AUDITOR: "Penata (III/c)",
    PositionKind.FUNCTIONAL: "Penata Muda Tingkat I (III/b)",
    PositionKind.STAFF: "Penata Muda (III/a)",
}
CONTRACT_RANK = "Golongan IX"
CONTRACT_MONTH = 21
FIRST_SEQUENCE, SEQUENCES = 991, 9


@dataclass(frozen=True)
class Person:
    """The fields of a user who does not exist, but could."""

    employee_number: str
    id_kind: IdKind
    name: str
    rank: str
    employment: Employment
    email: str


def person(index: int, kind: PositionKind, employment: Employment, code: str) -> Person:
    """
    The made-up person with that index: always the same one.

    `code` is the unit's, for internal numbers and the address of the mail, which
    ends in a domain that can never exist.
    """
    number = _number(index, employment, code)
    has_nip = number.isdigit()
    rank = RANKS[kind] if has_nip else ""
    if employment == Employment.PPPK:
        rank = CONTRACT_RANK
    return Person(
        employee_number=number,
        id_kind=IdKind.NIP if has_nip else IdKind.INTERNAL,
        name=name(index),
        rank=rank,
        employment=employment,
        email=f"pegawai{index:03}@demo.kpu.example",
    )


def is_woman(index: int) -> bool:
    return index % 2 == 0


def name(index: int) -> str:
    """A name of one or three words; different for each of the first 3,000 or so."""
    if index % EVERY_SINGLE == EVERY_SINGLE - 1 and index < EVERY_SINGLE * len(SINGLE):
        return SINGLE[index // EVERY_SINGLE]
    firsts, lasts = (WOMEN, LAST_OF_WOMEN) if is_woman(index) else (MEN, LAST_OF_MEN)
    first, last = firsts[index // 2 % len(firsts)], lasts[index % len(lasts)]
    return f"{first} {MIDDLE[index % len(MIDDLE)]} {last}"


def _number(index: int, employment: Employment, code: str) -> str:
    if employment == Employment.COMMISSIONER:
        return f"KPU-{code}-{index:03}"
    if employment == Employment.NON_ASN:
        return f"PPNPN-{code}-{index:03}"
    born = date(1970 + index * 7 % 26, 1 + index % 12, 1 + index * 5 % 28)
    year, month = born.year + 24 + index % 4, 3 if index % 3 else 12
    if employment == Employment.PPPK:
        year, month = 2022 + index % 3, CONTRACT_MONTH
    sex = 2 if is_woman(index) else 1
    sequence = FIRST_SEQUENCE + index % SEQUENCES
    return f"{born:%Y%m%d}{year}{month:02}{sex}{sequence}"
