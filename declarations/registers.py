"""Register numbers (rule 30): unique per unit, kind and year, never used twice."""

from collections.abc import Sequence
from datetime import date

from django.db import connection

from kpu_coi.dates import bulan_romawi
from personnel.models import Unit

TAKE = """
    INSERT INTO declarations_registercounter (unit_id, kind, year, last)
    VALUES (%(unit)s, %(kind)s, %(year)s, %(count)s)
    ON CONFLICT (unit_id, kind, year)
    DO UPDATE SET last = declarations_registercounter.last + %(count)s
    RETURNING last
"""


def next_number(unit: Unit, kind_code: str, on: date) -> str:
    """
    The next number of a unit's register, as "0042/BBK/33.21/XI/2026".

    Takes the code of the register: BBK (FREE), PBK (POTENTIAL), PKK (ACTUAL), PPA (a
    case that a superior opened), PTS (a decision), PRN (an order) and others, and the
    day in the unit's zone. Belongs inside the caller's transaction: the counter's row
    stays locked until it commits, and a rollback gives the number back before anybody
    can have seen it.
    """
    return next_numbers(unit, kind_code, [on])[0]


def next_numbers(unit: Unit, kind_code: str, days: Sequence[date]) -> list[str]:
    """
    The next numbers of a unit's register in one year, one for each of these days.

    As `next_number` otherwise; the days are of one year and in order.
    """
    year = days[0].year
    asked = {"unit": unit.pk, "kind": kind_code, "year": year, "count": len(days)}
    with connection.cursor() as cursor:
        cursor.execute(TAKE, asked)
        (last,) = cursor.fetchone()
    first = last - len(days) + 1
    return [
        f"{sequence:04d}/{kind_code}/{unit.code}/{bulan_romawi(day)}/{year}"
        for sequence, day in enumerate(days, start=first)
    ]
