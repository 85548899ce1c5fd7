"""Register numbers (rule 30): unique per unit, kind and year, never used twice."""

from datetime import date

from django.db import connection

from personnel.models import Unit

ROMAN_MONTHS = (
    "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII",
)  # fmt: skip

TAKE = """
    INSERT INTO declarations_registercounter (unit_id, kind, year, last)
    VALUES (%s, %s, %s, 1)
    ON CONFLICT (unit_id, kind, year)
    DO UPDATE SET last = declarations_registercounter.last + 1
    RETURNING last
"""


def next_number(unit: Unit, kind_code: str, on: date) -> str:
    """
    The next number of a unit's register, as "0042/BBK/33.21/XI/2026".

    Takes BBK (FREE), PBK (POTENTIAL), PKK (ACTUAL) or PTS (a decision) and the day
    in the unit's zone. Belongs inside the caller's transaction: the counter's row
    stays locked until it commits, and a rollback gives the number back before
    anybody can have seen it.
    """
    with connection.cursor() as cursor:
        cursor.execute(TAKE, [unit.pk, kind_code, on.year])
        (sequence,) = cursor.fetchone()
    month = ROMAN_MONTHS[on.month - 1]
    return f"{sequence:04d}/{kind_code}/{unit.code}/{month}/{on.year}"
