"""
Register numbers of complaints: unique per handling unit and year, in no order.

Numbers in a row would tell an officer from whom a complaint is hidden that there is
one: his list would have a gap (rules 20 and 51). They would also tell everybody who
complains twice how many did so in between. So the register counts in a row, and the
number is that place in an order which only the vault's key knows.
"""

from datetime import date

from django.db import connection

from kpu_coi import vault
from kpu_coi.dates import bulan_romawi
from personnel.models import Unit

BLOCK = 10_000
HALF = 7  # 2 * 7 bits are the smallest square that holds a block
ROUNDS = 6
TAKE = """
    INSERT INTO complaints_registercounter (unit_id, year, last)
    VALUES (%s, %s, 1)
    ON CONFLICT (unit_id, year)
    DO UPDATE SET last = complaints_registercounter.last + 1
    RETURNING last
"""


def next_number(unit: Unit, on: date) -> str:
    """
    The next number of the handling unit's register, as "4831/MTR/33.21/XI/2026".

    Belongs inside the transaction that stores the complaint: the counter's row stays
    locked until it commits, and a rollback gives the number back unseen.
    """
    with connection.cursor() as cursor:
        cursor.execute(TAKE, [unit.pk, on.year])
        (sequence,) = cursor.fetchone()
    month = bulan_romawi(on)
    shown = shuffled(sequence, f"{unit.code} {on.year}")
    return f"{shown:04d}/MTR/{unit.code}/{month}/{on.year}"


def shuffled(sequence: int, register: str) -> int:
    """
    The number for a place (from 1) in a register: each once, none to be foreseen.

    Places of one block of 10,000 have the numbers of that block. Never change it:
    numbers that were given out would come again.
    """
    block, place = divmod(sequence - 1, BLOCK)
    place = scrambled(place, f"{register} {block}")
    while place >= BLOCK:
        place = scrambled(place, f"{register} {block}")
    return block * BLOCK + place + 1


def scrambled(place: int, order: str) -> int:
    """A one-to-one order of 14 bits: a balanced Feistel network over keyed hashes."""
    left, right = divmod(place, 2**HALF)
    for turn in range(ROUNDS):
        mixed = vault.keyed_hash("complaint-register", f"{order} {turn} {right}")
        left, right = right, left ^ int(mixed[:4], 16) % 2**HALF
    return left * 2**HALF + right
