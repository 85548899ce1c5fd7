"""
Which row names the columns, and what each of them is; runs in the child process.

A header is recognised by its words, in any order, case and spelling, below any number
of title rows, in one row or in two.
"""

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches

# The first name of a column counts most: where a file has two that would do, the one
# whose name stands further left here is taken.
COLUMNS: dict[str, tuple[str, ...]] = {
    "order": ("no", "nomor", "nourut", "nomorurut"),
    "name": (
        *("nama", "namapegawai", "namalengkap", "namalengkapdangelar", "namadangelar"),
        *("namagelar", "namapejabat", "namaanggota", "namakomisioner", "namaasn"),
        *("namapersonel", "namapersonil", "namappnpn", "namalengkapgelar"),
    ),
    "number": (
        *("nip", "nipbaru", "nippegawai", "nomorindukpegawai", "nipnippppk", "niplama"),
        *("nipnipppk", "nippppk", "nipppk", "nipnrp", "nipnik", "nomorpegawai"),
        *("nopegawai", "nomorindukpegawainip", "nonip", "nipnomorpegawai", "idpegawai"),
        *("nipataunomorpegawai", "nomorinduk"),
    ),
    "nik": (
        *("nik", "nomorindukkependudukan", "nomorindukkependudukannik", "noktp"),
        *("nomorktp", "nonik", "nomornik", "ktp"),
    ),
    "rank": (
        *("pangkatgolongan", "pangkatgolonganruang", "pangkatgolruang", "pangkatgol"),
        *("pangkat", "pangkatgolonganruangpenggajian", "pangkatgolruangan"),
        *("pangkatdangolongan", "pangkatdangolonganruang"),
    ),
    "grade": ("golruang", "golonganruang", "golongan", "gol", "golru", "gologanruang"),
    "title": (
        *("jabatan", "namajabatan", "jabatansaatini", "jabatansekarang"),
        *("jabatanterakhir", "jabatanpegawai", "jabatandefinitif", "jabatantugas"),
    ),
    "section": (
        *("subbagian", "subbag", "bagian", "bagiansubbagian", "bagiansubbag", "divisi"),
        *("subbagiandivisi", "divisisubbagian", "bagianataudivisi", "subbagbagian"),
        *("bagiandivisi", "seksi"),
    ),
    "place": (
        *("unitkerja", "unitkerjasubbagian", "unitkerjabagian", "unitkerjasubbag"),
        *("unit", "unitorganisasi", "penempatan", "tempattugas", "unitpenempatan"),
    ),
    "unit": (
        *("satker", "satuankerja", "namasatker", "namasatuankerja", "kantor"),
        *("instansi", "kpu", "namakantor", "kabupatenkota"),
    ),
    "unit_code": (
        *("kodesatker", "kodesatuankerja", "kodewilayah", "kodeunit", "kode"),
        *("kodekpu", "kdsatker"),
    ),
    "start": (
        *("tmtjabatan", "tanggalmulaijabatan", "tglmulaijabatan", "tmtmenjabat"),
        *("mulaimenjabat", "masajabatanmulai", "tanggalmulai", "tglmulai", "mulai"),
        *("tmt", "terhitungmulaitanggal", "sejak", "mulaitanggal", "mulaitgl"),
        *("tmtpelantikan", "tanggalpelantikan", "mulaibertugas", "periodemulai"),
    ),
    "end": (
        *("sampai", "sampaidengan", "sampaitanggal", "tanggalselesai", "tglselesai"),
        *("selesai", "tanggalberakhir", "tglberakhir", "berakhir", "sd"),
        *("akhirjabatan", "akhirmasajabatan", "masajabatansampai", "tmtberakhir"),
        *("masajabatanselesai", "sdtanggal", "periodesampai", "masajabatanberakhir"),
    ),
    "employment": (
        *("statuskepegawaian", "statuspegawai", "jenispegawai", "jeniskepegawaian"),
        *("status", "statusasn", "jenisasn"),
    ),
    "email": ("email", "surel", "alamatemail", "emailkantor", "emaildinas"),
    "superior": (
        *("atasan", "atasanlangsung", "jabatanatasan", "jabatanatasanlangsung"),
        *("pejabatpenilai", "atasanjabatan"),
    ),
    "acting": (
        *("pltplh", "plhplt", "sifat", "sifatjabatan", "definitifpltplh", "plt", "plh"),
        *("sifatpenugasan", "jenispenugasan"),
    ),
}
MEANING = {
    words: (column, place)
    for column, names in COLUMNS.items()
    for place, words in enumerate(names)
}
BORN = ("lahir", "ttl")
SEARCHED_ROWS = 60
LONGEST_LABEL = 60
ALIKE = 0.86
SHORTEST_MISSPELT = 6
NOT_WORDS = re.compile(r"[^a-z]+")

type Labels = list[str]


@dataclass(frozen=True)
class Header:
    """Where the columns are; `first` is the first row below it, counted from 0."""

    top: int
    first: int
    columns: dict[str, int]
    labels: Labels

    @property
    def births(self) -> set[int]:
        """Where it stands who was born where and when, which nobody asked for."""
        return {
            place
            for place, label in enumerate(self.labels)
            if any(word in label for word in BORN)
        }


def squashed(value: object) -> str:
    """A label as letters alone: "Pangkat/Gol. Ruang" is "pangkatgolruang"."""
    if not isinstance(value, str) or len(value) > LONGEST_LABEL:
        return ""
    return NOT_WORDS.sub("", value.lower())


def find_header(rows: Sequence[Sequence[object]]) -> Header | None:
    """The row, or the two rows, that name most columns; None when no row does."""
    best: Header | None = None
    for top in range(min(len(rows), SEARCHED_ROWS)):
        found = header_at(rows, top)
        if found and (best is None or len(found.columns) > len(best.columns)):
            best = found
    return best


def header_at(rows: Sequence[Sequence[object]], top: int) -> Header | None:
    labels = [squashed(cell) for cell in rows[top]]
    if sum(label in MEANING for label in labels) < 2:
        return None
    single = Header(top, top + 1, named(labels), labels)
    candidates = [single]
    if top + 1 < len(rows) and is_second_row(rows[top + 1], labels, single.columns):
        both = combined(labels, [squashed(cell) for cell in rows[top + 1]])
        candidates.append(Header(top, top + 2, named(both), both))
    sound = [header for header in candidates if is_enough(header.columns)]
    return max(
        sound, key=lambda header: (len(header.columns), -header.first), default=None
    )


def is_enough(columns: dict[str, int]) -> bool:
    return "name" in columns and bool({"title", "number", "nik"} & set(columns))


def is_second_row(
    row: Sequence[object], labels: Labels, columns: dict[str, int]
) -> bool:
    """Whether the row goes on naming columns: words only, and none for the name."""
    if any(isinstance(cell, int | float | datetime.date) for cell in row):
        return False
    if any(isinstance(cell, str) and re.search(r"\d{3}", cell) for cell in row):
        return False
    name = columns.get("name")
    if name is None:
        return True
    below = squashed(row[name]) if name < len(row) else ""
    return below in ("", labels[name])


def combined(above: Labels, below: Labels) -> Labels:
    """What both rows of a header say of a column together."""
    found = []
    for place in range(max(len(above), len(below))):
        upper = above[place] if place < len(above) else ""
        lower = below[place] if place < len(below) else ""
        if not lower or upper == lower:
            found.append(upper)
        elif upper + lower in MEANING or upper in MEANING:
            found.append(upper + lower)
        else:
            found.append(lower)
    return found


def named(labels: Labels) -> dict[str, int]:
    """The place of each column, the best name for it winning, then the first."""
    ranked: dict[str, tuple[int, int]] = {}
    for place, label in enumerate(labels):
        known = MEANING.get(label) or misspelt(label)
        if known is None:
            continue
        column, rank = known
        if column not in ranked or (rank, place) < ranked[column]:
            ranked[column] = rank, place
    return {column: place for column, (_, place) in ranked.items()}


def misspelt(label: str) -> tuple[str, int] | None:
    """The column whose name is nearly that; short words must be spelt as they are."""
    if len(label) < SHORTEST_MISSPELT:
        return None
    near = get_close_matches(label, MEANING, n=1, cutoff=ALIKE)
    return (MEANING[near[0]][0], len(MEANING)) if near else None
