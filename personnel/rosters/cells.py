"""
What stands in a cell, in the one form that the application knows.

Each function gives a value and a fault in Indonesian; one of the two is empty. No
formula is ever evaluated.
"""

import re
import unicodedata
from datetime import date, timedelta
from decimal import Decimal
from difflib import SequenceMatcher

from kpu_coi.dates import MONTHS
from personnel import nip
from personnel.models import Acting, Employment

type Raw = str | int | float | date | None

BLANKS = frozenset({"", "-", "--", "---", "–", "—", ".", "n/a", "nihil", "kosong"})
LITERAL = re.compile(r'^=\s*"([^"]*)"$')
FORMULA = re.compile(r"^[=@]|^\+(?!\d[\d\s-]*$)|^-(?=[\w(@=+])(?!\d+([.,]\d+)?$)")
UNSEEN = re.compile(r"[\u200b-\u200f\u2060\ufeff\u00ad]")
SPACES = re.compile(r"\s+")

SCIENTIFIC = re.compile(r"^\d(?:[.,]\d+)?E\s*\+?\s*\d{1,2}$", re.IGNORECASE)
PREFIX = re.compile(r"^(nip|nik|nrp|no|nomor)\b[\s.:]*", re.IGNORECASE)
BETWEEN_DIGITS = re.compile(r"[\s.'’`´/_-]")
INTERNAL = re.compile(r"[A-Z0-9./_-]+")
NIK_LENGTH = 16
LONGEST_NUMBER = 30
ROUNDED = (
    "Tiga angka terakhir NIP dibulatkan menjadi 000 oleh Excel. Tulis lagi NIP "
    "lengkapnya dengan kolom berformat Teks."
)
LOST = (
    "NIP tertulis sebagai {shown}: angka terakhirnya sudah hilang. Tulis lagi NIP "
    "lengkapnya dengan kolom berformat Teks."
)

DAY_FIRST = re.compile(r"^(\d{1,2})\s*[/.\s-]\s*(\d{1,2})\s*[/.\s-]\s*(\d{4}|\d{2})$")
YEAR_FIRST = re.compile(r"^(\d{4})[/.-](\d{1,2})[/.-](\d{1,2})$")
IN_WORDS = re.compile(r"^(\d{1,2})[\s/.-]*([a-z]{3,10})\.?[\s/.,-]*(\d{4}|\d{2})$")
CLOCK = re.compile(r"[t\s]+\d{1,2}[:.]\d{2}([:.]\d{2}(\.\d+)?)?(z|\s*(wib|wita|wit))?$")
WEEKDAY = re.compile(r"^(senin|selasa|rabu|kamis|jum'?at|sabtu|minggu|ahad)\s*,?\s*")
SERIALS = range(14_611, 73_051)
"""Excel's numbers of the days from 1940 to 2099."""
EXCEL_EPOCH = date(1899, 12, 30)
YEARS = range(1940, 2100)
CENTURY_TURNS = 60
MONTH_NAMES = {
    name[:3].lower(): number for number, name in enumerate(MONTHS, start=1)
} | {"may": 5, "aug": 8, "ags": 8, "oct": 10, "dec": 12, "nop": 11, "pebruari": 2}
MONTH_NAMES |= {"peb": 2}
UNTIL_FURTHER = frozenset(
    {"sekarang", "saat ini", "kini", "seterusnya", "s.d. sekarang"}
)

TITLES = re.compile(
    r"^(?:(?:prof|dr|drs|dra|drg|ir|h|hj|kh|ust|tn|ny|r|rr|ra|dra|apt|ns|sdr|sdri"
    r"|bpk|ibu)\.?\s+)+",
    re.IGNORECASE,
)
DEGREES = re.compile(
    r"(?:[,\s]+(?:(?:s|m|d|a|b|ph|dipl)\.(?:[a-z]{1,5}\.?)+|[sm]\.\s[a-z]{1,4}\.|lc\.?"
    r"|ak\.?|sh|se|st|sp|mh|mm|ma|msi|spd|skom|ssos|sip|amd|mpd|mkom|mkn|sag|shi|sei"
    r"|sstp|ssi|spdi|map|mti|mt|mkes|skm|phd|mba|mpa|mak))+$",
    re.IGNORECASE,
)
NOT_LETTERS = re.compile(r"[^a-z]+")
ALIKE = 0.8


def text_of(raw: Raw) -> str:
    """The words of a cell on one line, without what cannot be seen."""
    if raw is None:
        return ""
    if isinstance(raw, date):
        return f"{raw.day}/{raw.month}/{raw.year}"
    if isinstance(raw, float):
        return f"{raw:.0f}" if raw.is_integer() else str(raw)
    text = unicodedata.normalize("NFC", str(raw))
    text = SPACES.sub(" ", UNSEEN.sub("", text)).strip()
    if literal := LITERAL.match(text):
        text = literal[1].strip()
    text = text.removeprefix("'").strip()
    return "" if text.lower() in BLANKS else text


def is_formula(raw: Raw) -> bool:
    """Whether the cell holds a formula, or what a sheet would take for one."""
    if not isinstance(raw, str):
        return False
    text = UNSEEN.sub("", raw).strip().removeprefix("'").strip()
    return bool(FORMULA.match(text)) and not LITERAL.match(text)


# --- numbers ------------------------------------------------------------------------


def number_of(raw: Raw, *, today: date, generated: bool) -> tuple[str, str, str]:
    """
    The number of a person: (digits or internal number, NIK, fault).

    A NIK in the column of the NIP is told apart by its sixteen digits. `generated`
    says whether made-up people are welcome, as in a trial.
    """
    if isinstance(raw, int | float) and not isinstance(raw, bool):
        return typed_number(raw)
    text = PREFIX.sub("", text_of(raw))
    if not text or text.lower() in BLANKS:
        return "", "", ""
    if SCIENTIFIC.match(text):
        return "", "", LOST.format(shown=text)
    bare = BETWEEN_DIGITS.sub("", text)
    if not bare.isdigit():
        return internal_number(text)
    if len(bare) == NIK_LENGTH:
        return "", bare, ""
    if len(bare) == nip.LENGTH and bare.endswith("000"):
        return "", "", ROUNDED
    if fault := nip.nip_fault(bare, today=today):
        return "", "", fault
    if not generated and nip.is_generated(bare):
        return "", "", "Nomor urut 991 sampai 999 hanya dipakai untuk data contoh."
    return bare, "", ""


def typed_number(raw: float) -> tuple[str, str, str]:
    """A cell that Excel holds as a number keeps fifteen digits of eighteen."""
    shown = f"{Decimal(f'{raw:.14e}'):.0f}"
    if len(shown) == nip.LENGTH:
        return "", "", ROUNDED
    if len(shown) == NIK_LENGTH:
        return "", "", "NIK tersimpan sebagai angka, sehingga angka terakhirnya hilang."
    if not isinstance(raw, int) and not raw.is_integer():
        return "", "", LOST.format(shown=str(raw))
    if len(shown) > LONGEST_NUMBER:
        return "", "", f"Nomor pegawai lebih dari {LONGEST_NUMBER} huruf."
    return "", "", f"NIP harus 18 angka, yang diisikan {len(shown)} angka."


def internal_number(text: str) -> tuple[str, str, str]:
    bare = text.replace(" ", "").upper()
    if len(bare) > LONGEST_NUMBER:
        return "", "", f"Nomor pegawai lebih dari {LONGEST_NUMBER} huruf."
    if not INTERNAL.fullmatch(bare):
        return (
            "",
            "",
            "Nomor pegawai hanya huruf, angka, titik, garis, dan garis miring.",
        )
    if not any(letter.isdigit() for letter in bare):
        return "", "", f"“{text[:40]}” bukan NIP atau nomor pegawai."
    if sum(letter.isalpha() for letter in bare) <= 1 and len(bare) > NIK_LENGTH:
        return "", "", "NIP hanya boleh berisi angka."
    return bare, "", ""


def nik_of(raw: Raw) -> tuple[str, str]:
    """Sixteen digits, or nothing."""
    if isinstance(raw, int | float) and not isinstance(raw, bool):
        return "", "NIK tersimpan sebagai angka, sehingga angka terakhirnya hilang."
    text = PREFIX.sub("", text_of(raw))
    bare = BETWEEN_DIGITS.sub("", text)
    if not bare:
        return "", ""
    if SCIENTIFIC.match(text):
        return "", "Angka terakhir NIK sudah hilang. Tulis lagi sebagai Teks."
    if not (bare.isdigit() and len(bare) == NIK_LENGTH):
        return "", "NIK harus 16 angka."
    return bare, ""


# --- dates --------------------------------------------------------------------------


def date_of(raw: Raw, *, since_1904: bool = False) -> tuple[date | None, str]:
    """
    The day of a cell, day first; a serial number of Excel counts as a date.

    In a workbook that counts from 1904 nobody knows from when a bare number counts:
    pasted from another one it would be four years off.
    """
    if isinstance(raw, date):
        return within(raw, text_of(raw))
    if isinstance(raw, int | float) and not isinstance(raw, bool):
        return serial(float(raw), since_1904=since_1904)
    text = text_of(raw)
    low = WEEKDAY.sub("", CLOCK.sub("", text.lower()))
    if not low or low in UNTIL_FURTHER or low in BLANKS:
        return None, ""
    if low.isdigit() and len(low) == 5:
        return serial(float(low), since_1904=since_1904)
    if found := DAY_FIRST.match(low):
        day, month, year = int(found[1]), int(found[2]), full_year(found[3])
        if month > 12 >= day:
            return None, (
                f"Tanggal “{text}” dibaca hari/bulan/tahun, jadi bulannya {month}. "
                f"Maksudnya mungkin {month}/{day}/{year}."
            )
        return made(year, month, day, text)
    if found := YEAR_FIRST.match(low):
        return made(int(found[1]), int(found[2]), int(found[3]), text)
    if found := IN_WORDS.match(low):
        month = MONTH_NAMES.get(found[2]) or MONTH_NAMES.get(found[2][:3], 0)
        return made(full_year(found[3]), month, int(found[1]), text)
    return (
        None,
        f"“{text[:40]}” bukan tanggal. Tulis seperti 1/3/2026 atau 1 Maret 2026.",
    )


def serial(number: float, *, since_1904: bool) -> tuple[date | None, str]:
    if since_1904:
        return None, (
            f"Angka {number:.0f} tidak dibaca sebagai tanggal, karena berkas ini "
            "menghitung hari sejak 1904. Tulis tanggalnya seperti 1/3/2026."
        )
    if int(number) not in SERIALS:
        return None, f"“{number:.0f}” bukan tanggal. Tulis seperti 1/3/2026."
    return EXCEL_EPOCH + timedelta(days=int(number)), ""


def made(year: int, month: int, day: int, text: str) -> tuple[date | None, str]:
    try:
        return within(date(year, month, day), text)
    except ValueError:
        return None, f"Tanggal “{text[:40]}” tidak ada pada kalender."


def within(day: date, text: str) -> tuple[date | None, str]:
    if day.year not in YEARS:
        return None, f"Tahun pada “{text[:40]}” tidak masuk akal."
    return day, ""


def full_year(digits: str) -> int:
    """Two digits up to 60 belong to this century."""
    year = int(digits)
    if len(digits) == 4:
        return year
    return year + (2000 if year <= CENTURY_TURNS else 1900)


# --- names --------------------------------------------------------------------------


def bare_name(name: str) -> str:
    """A name to compare by: without titles, degrees, case and marks."""
    text = name.partition(",")[0].strip()
    text = DEGREES.sub("", TITLES.sub("", text)) or text
    decomposed = unicodedata.normalize("NFD", text).lower()
    return NOT_LETTERS.sub(" ", decomposed.replace("'", "")).strip()


def same_name(one: str, other: str) -> bool:
    """Whether two names are the same but for titles, case, marks and spaces."""
    return bare_name(one).replace(" ", "") == bare_name(other).replace(" ", "")


def near_name(one: str, other: str) -> bool:
    """Whether one may be a correction of the other: a letter, an added word."""
    first, second = bare_name(one), bare_name(other)
    words, more = set(first.split()), set(second.split())
    if words and more and (words <= more or more <= words):
        return True
    return SequenceMatcher(None, first, second).ratio() >= ALIKE


# --- kinds --------------------------------------------------------------------------

EMPLOYMENTS: dict[str, str] = {
    "pns": Employment.PNS,
    "pegawai negeri sipil": Employment.PNS,
    "asn": Employment.PNS,
    "asn pns": Employment.PNS,
    "pns organik": Employment.PNS,
    "cpns": Employment.CPNS,
    "calon pns": Employment.CPNS,
    "pppk": Employment.PPPK,
    "p3k": Employment.PPPK,
    "asn pppk": Employment.PPPK,
    "pppk penuh waktu": Employment.PPPK,
    "pppk paruh waktu": Employment.PPPK,
    "pegawai pemerintah dengan perjanjian kerja": Employment.PPPK,
    "dpk": Employment.SECONDED,
    "pns dpk": Employment.SECONDED,
    "dipekerjakan": Employment.SECONDED,
    "pns dipekerjakan": Employment.SECONDED,
    "pns dipekerjakan dpk": Employment.SECONDED,
    "diperbantukan": Employment.SECONDED,
    "pns pemda": Employment.SECONDED,
    "ppnpn": Employment.NON_ASN,
    "non asn": Employment.NON_ASN,
    "non pns": Employment.NON_ASN,
    "honorer": Employment.NON_ASN,
    "tenaga honorer": Employment.NON_ASN,
    "tenaga pendukung": Employment.NON_ASN,
    "tenaga kontrak": Employment.NON_ASN,
    "kontrak": Employment.NON_ASN,
    "outsourcing": Employment.NON_ASN,
    "anggota kpu": Employment.COMMISSIONER,
    "anggota": Employment.COMMISSIONER,
    "ketua": Employment.COMMISSIONER,
    "komisioner": Employment.COMMISSIONER,
    "badan ad hoc": Employment.ADHOC,
    "ad hoc": Employment.ADHOC,
    "adhoc": Employment.ADHOC,
}
ACTINGS: dict[str, str] = {
    "definitif": Acting.PERMANENT,
    "tetap": Acting.PERMANENT,
    "plt": Acting.ACTING,
    "pelaksana tugas": Acting.ACTING,
    "plh": Acting.DAILY,
    "pelaksana harian": Acting.DAILY,
}
ACTING_PREFIX = re.compile(
    r"^\s*(plt|plh|pelaksana tugas|pelaksana harian)\b[\s.:]*", re.IGNORECASE
)


def plain_words(text: str) -> str:
    """Letters and digits in lower case, one space between words."""
    return re.sub(r"[^a-z0-9]+", " ", text.lower()).strip()


def employment_of(text: str) -> tuple[str, str]:
    if not text:
        return "", ""
    known = EMPLOYMENTS.get(plain_words(text))
    if known:
        return known, ""
    return "", (
        f"Status kepegawaian “{text[:40]}” tidak dikenal. Tulis PNS, CPNS, PPPK, DPK, "
        "PPNPN, atau Anggota KPU."
    )


def acting_of(text: str, title: str) -> tuple[str, str, str]:
    """Permanent, Plt. or Plh., from its column or before the title: (acting, title,
    fault)."""
    in_title = ACTING_PREFIX.match(title)
    rest = title[in_title.end() :].strip() if in_title else title
    said = ACTINGS[plain_words(in_title[1])] if in_title and rest else ""
    if not (in_title and rest):
        rest = title
    word = plain_words(text)
    told = ACTINGS.get(word, "")
    if word and not told:
        return (
            "",
            rest,
            f"“{text[:40]}” tidak dikenal. Tulis Definitif, Plt., atau Plh.",
        )
    if said and told and said != told:
        return "", rest, "Jabatan dan kolom Plt./Plh. tidak sejalan."
    return said or told or Acting.PERMANENT, rest, ""
