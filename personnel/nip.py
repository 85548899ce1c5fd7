"""
The structure of a NIP: eighteen digits that say when, since when and who.

Birth date (8), year and month of appointment (6; for PPPK the two digits of the
month hold 21 to 29 instead), sex (1: 1 man, 2 woman) and a sequence number (3).
Ground: the layout that BKN gives every civil servant's number.
"""

from datetime import date

NO_BREAK = "\u00a0"
LENGTH = 18
GENERATED = range(991, 1000)
YOUNGEST, OLDEST = 16, 65
MONTHS = range(1, 13)
CONTRACT_CODES = range(21, 30)


def nip_fault(number: str, *, today: date) -> str:
    """
    Why the number cannot be a NIP, as an Indonesian sentence; empty when it can.

    in: the bare digits and the day on which they are judged; out: one reason,
    the first that is found. Nothing is said about whether the person exists.
    """
    if not (number.isascii() and number.isdigit()):
        return "NIP hanya boleh berisi angka."
    if len(number) != LENGTH:
        return f"NIP harus 18 angka, yang diisikan {len(number)} angka."
    born = _date(number[:8])
    if born is None:
        return "Delapan angka pertama NIP bukan tanggal lahir yang benar."
    year, month = int(number[8:12]), int(number[12:14])
    if month not in MONTHS and month not in CONTRACT_CODES:
        return "Angka ke-13 dan ke-14 NIP bukan bulan pengangkatan yang benar."
    if not YOUNGEST <= year - born.year <= OLDEST:
        return "Tahun pengangkatan dalam NIP tidak sesuai dengan tahun lahir."
    if (year, month if month in MONTHS else 1) > (today.year, today.month):
        return "Pengangkatan dalam NIP belum terjadi."
    if number[14] not in "12":
        return "Angka ke-15 NIP harus 1 (laki-laki) atau 2 (perempuan)."
    if number[15:] == "000":
        return "Nomor urut NIP tidak boleh 000; angka terakhir mungkin dibulatkan."
    return ""


def is_generated(number: str) -> bool:
    """Whether the sequence number marks a person made up for demonstrations."""
    return number[15:].isdigit() and int(number[15:]) in GENERATED


def grouped(number: str) -> str:
    """The NIP in groups of 8, 6, 1 and 3 digits, joined by no-break spaces."""
    return NO_BREAK.join((number[:8], number[8:14], number[14:15], number[15:]))


def _date(digits: str) -> date | None:
    try:
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return None
