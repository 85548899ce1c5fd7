"""Numbers of breaches and of the letters about them: a row each, none used twice."""

from datetime import date

from django.db import connection

from kpu_coi.dates import bulan_romawi
from personnel.models import Unit

BREACH, LETTER = "KPD", "PDP"
TAKE = """
    INSERT INTO privacy_registercounter (unit_id, kind, year, last)
    VALUES (%s, %s, %s, 1)
    ON CONFLICT (unit_id, kind, year)
    DO UPDATE SET last = privacy_registercounter.last + 1
    RETURNING last
"""


def next_number(unit: Unit, kind: str, on: date) -> str:
    """
    The next number of a unit's register, as "0001/PDP/00/XI/2026".

    Belongs inside the caller's transaction: the counter's row stays locked until it
    commits, and a rollback gives the number back unseen.
    """
    with connection.cursor() as cursor:
        cursor.execute(TAKE, [unit.pk, kind, on.year])
        (sequence,) = cursor.fetchone()
    return f"{sequence:04d}/{kind}/{unit.code}/{bulan_romawi(on)}/{on.year}"
