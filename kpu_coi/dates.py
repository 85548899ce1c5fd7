"""Dates and times in Indonesian words, independent of the active language."""

import datetime
from zoneinfo import ZoneInfo

DAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
MONTHS = (
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
)
SHORT_MONTHS = (
    *("Jan", "Feb", "Mar", "Apr", "Mei", "Jun"),
    *("Jul", "Agu", "Sep", "Okt", "Nov", "Des"),
)
ROMAN_MONTHS = (
    "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII",
)  # fmt: skip
ZONES = {"WIB": "Asia/Jakarta", "WITA": "Asia/Makassar", "WIT": "Asia/Jayapura"}
NO_BREAK = "\N{NO-BREAK SPACE}"


def tanggal(date: datetime.date) -> str:
    """As "23 November 2026", held together by no-break spaces."""
    return NO_BREAK.join((str(date.day), MONTHS[date.month - 1], str(date.year)))


def hari_tanggal(date: datetime.date) -> str:
    """As "Senin, 23 November 2026"; the line may break after the day's name alone."""
    return f"{nama_hari(date)}, {tanggal(date)}"


def waktu(moment: datetime.datetime, tz: str, abbr: str) -> str:
    """
    "Senin, 23 November 2026, 09.41 WIB": an aware moment as a unit's clock shows it.

    `tz` is the unit's zone ("Asia/Jakarta"), `abbr` what people call it ("WIB").
    """
    local = moment.astimezone(ZoneInfo(tz))
    return f"{hari_tanggal(local.date())}, {local:%H.%M}{NO_BREAK}{abbr}"


def bulan_romawi(day: datetime.date) -> str:
    """The month as a register number writes it: November is "XI"."""
    return ROMAN_MONTHS[day.month - 1]


def nama_hari(date: datetime.date) -> str:
    """As "Rabu"."""
    return DAYS[date.weekday()]


def hari_pendek(date: datetime.date) -> str:
    """As "Rab", for the leaf of a calendar."""
    return nama_hari(date)[:3]


def bulan_pendek(date: datetime.date) -> str:
    """As "Nov", for the leaf of a calendar."""
    return SHORT_MONTHS[date.month - 1]


def together(text: str) -> str:
    """The words held together by no-break spaces."""
    return text.replace(" ", NO_BREAK)
