"""
Beranda: what somebody owes and by when, what waits on others, what just happened.

settings.HOME_PROVIDERS names functions by dotted path, each
`def home(user) -> HomePart`; their parts are merged here.
"""

import datetime
from dataclasses import dataclass, field
from typing import Protocol
from zoneinfo import ZoneInfo

from django.conf import settings
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.module_loading import import_string
from django.views.decorators.http import require_safe

from kpu_coi.navigation import Place, profile_of


class Deadline(Protocol):
    """What Beranda asks of a due date; deadlines.clocks.Due has it."""

    @property
    def on(self) -> datetime.date: ...

    def words(self, today: datetime.date | None = None) -> str: ...


@dataclass(frozen=True)
class Duty:
    """
    One thing owed, or one thing that waits on somebody else.

    `waiting_tag` is (kind, word) of the tag that stands instead of the arrow.
    """

    title: str
    url: str
    lines: tuple[str, ...] = ()
    due: Deadline | None = None
    waiting_tag: tuple[str, str] | None = None


@dataclass(frozen=True)
class Recent:
    text: str
    at: datetime.datetime


@dataclass(frozen=True)
class Action:
    """A button beside the greeting."""

    label: str
    url: str


@dataclass(frozen=True)
class HomePart:
    duties: list[Duty] = field(default_factory=list)
    waiting: list[Duty] = field(default_factory=list)
    recent: list[Recent] = field(default_factory=list)
    asides: list[tuple[str, dict]] = field(default_factory=list)
    actions: list[Action] = field(default_factory=list)


SHOWN_RECENT = 6
NUMBERS = (
    *("Satu", "Dua", "Tiga", "Empat", "Lima"),
    *("Enam", "Tujuh", "Delapan", "Sembilan", "Sepuluh"),
)


def places(user) -> list[Place]:
    return [Place("Beranda", reverse("home"))]


@require_safe
def home(request):
    parts = [import_string(name)(request.user) for name in settings.HOME_PROVIDERS]
    profile = profile_of(request.user)
    now = timezone.now().astimezone(ZoneInfo(profile.timezone))
    duties = by_due_date(duty for part in parts for duty in part.duties)
    context = {
        "profile": profile,
        "today": now.date(),
        "greeting": greeting(now.hour),
        "duties": duties,
        "count_words": count_words(len(duties)),
        "waiting": by_due_date(duty for part in parts for duty in part.waiting),
        "recent": latest(entry for part in parts for entry in part.recent),
        "asides": [
            {"template": template, "context": content}
            for part in parts
            for template, content in part.asides
        ],
        "actions": [action for part in parts for action in part.actions],
    }
    return render(request, "kpu_coi/home.html", context)


def greeting(hour: int) -> str:
    """The greeting of the hour, as it is said in Indonesia."""
    if 4 <= hour < 11:
        return "Selamat pagi"
    if 11 <= hour < 15:
        return "Selamat siang"
    if 15 <= hour < 18:
        return "Selamat sore"
    return "Selamat malam"


def count_words(count: int) -> str:
    """As "Tiga": small numbers in words, great ones in figures."""
    return NUMBERS[count - 1] if 1 <= count <= len(NUMBERS) else str(count)


def by_due_date(duties) -> list[Duty]:
    """The most urgent first; what has no date comes last."""
    return sorted(
        duties,
        key=lambda duty: duty.due.on if duty.due else datetime.date.max,
    )


def latest(entries) -> list[Recent]:
    newest_first = sorted(entries, key=lambda entry: entry.at, reverse=True)
    return newest_first[:SHOWN_RECENT]
