"""
Titles, sections and units as offices write them, in one spelling to compare by.

Only abbreviations that stand for one thing are known; what could mean two things is
left as it is, so that nobody is put in a post by a guess.
"""

import re
from functools import lru_cache

from personnel.models import PositionKind

SAME: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), words)
    for pattern, words in (
        (r"\bsub\s+(?=bag)", "sub"),
        (r"\b(?:ka|kep|kepala)\s*(?:subbagian|subbag|subag|sbag)\b",
         "kepala subbagian "),
        (r"\bkasub\s*bag(?:ian)?\b|\bkasubag\b|\bkasubbid\b", "kepala subbagian "),
        (r"\b(?:subbag|subag|sbg)\b", "subbagian"),
        (r"\bka\s*bag(?:ian)?\b", "kepala bagian"),
        (r"\bka\s*biro\b|\bkaro\b", "kepala biro"),
        (r"\bkapus\b", "kepala pusat"),
        (r"\bbag\b", "bagian"),
        (r"\bdiv\b", "divisi"),
        (r"\bka\b", "kepala"),
        (r"\bsekjen\b|\bsekjend\b", "sekretaris jenderal"),
        (r"\bsekretaris jendral\b", "sekretaris jenderal"),
        (r"\birtama\b", "inspektur utama"),
        (r"\birwil\b", "inspektur wilayah"),
        (r"\bsekr\b|\bses\b", "sekretaris"),
        (r"\bsdm\b", "sumber daya manusia"),
        (r"\brendatin\b|\brdi\b", "perencanaan data informasi"),
        (r"\bdatin\b", "data informasi"),
        (r"\bkul\b", "keuangan umum logistik"),
        (r"\btp3?hm\b|\btpphm\b|\btekmas\b", "teknis penyelenggaraan pemilu "
         "partisipasi hubungan masyarakat"),
        (r"\bparhumas\b|\bparhubmas\b|\bhupmas\b", "partisipasi hubungan masyarakat"),
        (r"\bhumas\b", "hubungan masyarakat"),
        (r"\bparmas\b", "partisipasi masyarakat"),
        (r"\bsosdiklih\b", "sosialisasi pendidikan pemilih"),
        (r"\bbmn\b", "barang milik negara"),
        (r"\bpbj\b", "pengadaan barang jasa"),
        (r"\bprakom\b", "pranata komputer"),
        (r"\bjft?\b", ""),
        (r"\bsatpam\b", "satuan pengamanan"),
        (r"\b(?:supir|sopir|driver)\b", "pengemudi"),
        (r"\b(?:pelaksana staff?|staff? pelaksana|staff?|jfu)\b", "pelaksana"),
        (r"\bkomisioner\b", "anggota"),
        (r"\bketua (?:merangkap )?anggota\b", "ketua"),
        (r"\badm\b", "administrasi"),
        (r"\bpelaksana (?=pelaksana)", ""),
    )
)  # fmt: skip
DROPPED = frozenset({"dan", "kpu", "kip", "pada", "di"})
OF_A_SECTION = frozenset({"subbagian", "bagian", "divisi", "biro", "pusat", "pada"})
NOT_WORDS = re.compile(r"[^a-z0-9]+")

HEADS: tuple[tuple[str, str], ...] = (
    ("kepala subbagian", PositionKind.SUBDIV_HEAD),
    ("kepala bagian", PositionKind.DIVISION_HEAD),
    ("kepala biro", PositionKind.BUREAU_HEAD),
    ("kepala pusat", PositionKind.BUREAU_HEAD),
    ("sekretaris jenderal", PositionKind.SECGEN),
    ("sekretaris", PositionKind.SECRETARY),
    ("deputi", PositionKind.DEPUTY),
    ("inspektur utama", PositionKind.CHIEF_INSPECTOR),
    ("inspektur wilayah", PositionKind.REGIONAL_INSPECTOR),
    ("ketua", PositionKind.CHAIR),
    ("anggota", PositionKind.MEMBER),
    ("auditor", PositionKind.AUDITOR),
)
FUNCTIONAL = re.compile(
    r"\bahli (?:pertama|muda|madya|utama)\b|\b(?:terampil|mahir|penyelia|pemula)$"
    r"|^(?:analis|pranata|arsiparis|pustakawan|perencana|penata|statistisi)\b"
)
# Posts that a roster may add below a superior; those above are planned, not listed.
ADDABLE = frozenset(
    {
        PositionKind.STAFF,
        PositionKind.FUNCTIONAL,
        PositionKind.AUDITOR,
        PositionKind.SUBDIV_HEAD,
        PositionKind.DIVISION_HEAD,
    }
)


@lru_cache(maxsize=20_000)
def spelt(text: str) -> str:
    """A title or a section in the one spelling: lower case, abbreviations written
    out, without "dan", "KPU" and marks."""
    words = " ".join(NOT_WORDS.sub(" ", text.lower().replace("&", " dan ")).split())
    for pattern, full in SAME:
        words = pattern.sub(full, words)
    words = words.replace("komisi pemilihan umum", " ")
    return " ".join(word for word in words.split() if word not in DROPPED)


@lru_cache(maxsize=20_000)
def section_key(text: str) -> str:
    """A section without what kind of section it is: "Subbag Hukum & SDM"."""
    return " ".join(word for word in spelt(text).split() if word not in OF_A_SECTION)


NUMBERED = re.compile(r" (?=[ivx])x{0,3}(?:ix|iv|v?i{0,3})$")
NUMERALS = (("X", 10), ("IX", 9), ("V", 5), ("IV", 4), ("I", 1))


def without_numeral(words: str) -> str:
    """A spelt title of one of several like seats: "pramubakti ii" is "pramubakti"."""
    return NUMBERED.sub("", words)


def numeral(number: int) -> str:
    """A small number in Roman letters."""
    found = ""
    for letters, value in NUMERALS:
        found += letters * (number // value)
        number %= value
    return found


SPLIT = re.compile(r"^(?!kepala )(.+?) (?=(?:divisi|subbagian|bagian) )")


def split_section(words: str) -> tuple[str, str]:
    """A spelt title that goes on with its section: "anggota divisi hukum"."""
    found = SPLIT.match(words)
    if not found:
        return words, ""
    rest = words[found.end() :]
    return found[1], " ".join(w for w in rest.split() if w not in OF_A_SECTION)


def without_unit(words: str, unit_words: frozenset[str]) -> str:
    """A spelt title without the name of its own unit at its end."""
    kept = words.split()
    while len(kept) > 1 and kept[-1] in unit_words:
        kept.pop()
    return " ".join(kept)


@lru_cache(maxsize=5_000)
def unit_key(text: str) -> str:
    """The name of an office in one spelling: "kpu kab demak"."""
    words = " ".join(NOT_WORDS.sub(" ", text.lower()).split())
    for pattern, short in (
        (r"^sekretariat (?:jenderal )?", ""),
        (r"\bkomisi pemilihan umum\b", "kpu"),
        (r"\bkomisi independen pemilihan\b", "kip"),
        (r"\b(?:kabupaten|kab)(?: administrasi| adm)?\b", "kab"),
        (r"\bkota (?:administrasi|adm)\b", "kota"),
        (r"\b(?:provinsi|propinsi|prov|prop)\b", "prov"),
        (r"\brepublik indonesia\b", "ri"),
        (r"\bdaerah khusus ibukota\b", "dki"),
        (r"\bdaerah istimewa\b", "di"),
    ):
        words = re.sub(pattern, short, words)
    return re.sub(r"^(?:kpu|kip) (?!ri$)", "", words).strip()


def kind_of(title: str) -> str:
    """What kind of post a title names."""
    words = spelt(title)
    for start, kind in HEADS:
        if words == start or words.startswith(start + " "):
            return kind
    return PositionKind.FUNCTIONAL if FUNCTIONAL.search(words) else PositionKind.STAFF
