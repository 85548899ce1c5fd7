"""Register numbers of complaints: unique per handling unit and year."""

from datetime import date

from django.db import connection

from personnel.models import Unit

ROMAN_MONTHS = (
    "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII",
)  # fmt: skip

TAKE = """
    INSERT INTO complaints_registercounter (unit_id, year, last)
    VALUES (%s, %s, 1)
    ON CONFLICT (unit_id, year)
    DO UPDATE SET last = complaints_registercounter.last + 1
    RETURNING last
"""


def next_number(unit: Unit, on: date) -> str:
    """
    The next number of the handling unit's register, as "0031/MTR/33.21/XI/2026".

    Belongs inside the transaction that stores the complaint: the counter's row stays
    locked until it commits, and a rollback gives the number back unseen.
    """
    with connection.cursor() as cursor:
        cursor.execute(TAKE, [unit.pk, on.year])
        (sequence,) = cursor.fetchone()
    month = ROMAN_MONTHS[on.month - 1]
    return f"{sequence:04d}/MTR/{unit.code}/{month}/{on.year}"
