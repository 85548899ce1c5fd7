"""
What is held about a person, for his own eyes (UU 27/2022 Pasal 5, 7 and 21).

settings.DATA_PROVIDERS names functions by dotted path, each
`def held(user, most) -> Holding`: what its app knows of that person alone. A provider
never tells of others, of complaints about him, nor that there are any (Pasal 33).
"""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from django.conf import settings
from django.utils.module_loading import import_string

LEGAL_DUTY = (
    "Kewajiban hukum dan pelaksanaan kewenangan (UU 27/2022 Pasal 20 ayat (2) "
    "huruf c dan e)"
)


@dataclass(frozen=True)
class Fact:
    """One datum with its name, as "Nama: Wagiyem"."""

    label: str
    value: str


@dataclass(frozen=True)
class Entry:
    """One thing that is held: a post, a paper, a message; `url` leads to it."""

    title: str
    lines: tuple[str, ...] = ()
    at: datetime.datetime | None = None
    url: str = ""


@dataclass(frozen=True)
class Group:
    """
    Data of one kind, with why they are held, how long, and who gets them.

    `cut` says that there is more than was asked for.
    """

    code: str
    title: str
    purpose: str
    basis: str
    retention: str
    recipients: str
    facts: tuple[Fact, ...] = ()
    entries: tuple[Entry, ...] = ()
    cut: bool = False


@dataclass(frozen=True)
class Access:
    """Who received or read something: `last` is empty where nobody has read it yet."""

    what: str
    who: str
    how: str
    first: datetime.datetime | None = None
    last: datetime.datetime | None = None
    url: str = ""


@dataclass(frozen=True)
class Holding:
    groups: list[Group] = field(default_factory=list)
    accesses: list[Access] = field(default_factory=list)


def held_about(user, most: int | None = None) -> Holding:
    """All that every app holds; of each list at most so many entries."""
    parts = [import_string(name)(user, most) for name in settings.DATA_PROVIDERS]
    return Holding(
        groups=[group for part in parts for group in part.groups],
        accesses=[access for part in parts for access in part.accesses],
    )


def first_of(rows: Iterable[Any], most: int | None) -> tuple[list[Any], bool]:
    """The first so many rows (all without a number), and whether there are more."""
    if most is None:
        return list(rows), False
    found = list(islice(rows, most + 1))
    return found[:most], len(found) > most
