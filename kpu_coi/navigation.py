"""
The places in a signed-in person's menu, and who he is in the head of the page.

Higher apps bring the parts: settings.PLACE_PROVIDERS and settings.PROFILE_PROVIDER
name functions by dotted path, so nothing here imports them.
"""

from dataclasses import dataclass, replace
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db.models import Exists, QuerySet
from django.utils.functional import SimpleLazyObject
from django.utils.module_loading import import_string

from kpu_coi.counting import rows_in

KEPT = "_places"


@dataclass(frozen=True)
class Place:
    """
    A link of the menu. It is current on every page below `prefix`, or its URL.

    A provider may give the rows to be counted instead of their number, and a
    condition under which the place is shown: `places_of` asks for those of all places
    in one query. A place with something to count is always shown.
    """

    label: str
    url: str
    count: int | QuerySet[Any, Any] = 0
    prefix: str | None = None
    shown: bool | Exists = True

    def holds(self, path: str) -> bool:
        return path.startswith(str(self.prefix or self.url))


@dataclass(frozen=True)
class Profile:
    """Who is signed in, and whose clock counts for him."""

    name: str
    unit: str = ""
    capacity: str = ""
    timezone: str = "Asia/Jakarta"
    tz_abbr: str = "WIB"

    @property
    def words(self) -> list[str]:
        """The name without degrees and other abbreviations."""
        words = [word.rstrip(",") for word in self.name.split()]
        return [word for word in words if word[:1].isalpha() and "." not in word]

    @property
    def initials(self) -> str:
        return "".join(word[0] for word in self.words[:2]).upper()

    @property
    def first_name(self) -> str:
        return self.words[0] if self.words else self.name


def places(request) -> dict:
    """Context processor: the menu, its current place and the signed-in profile."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {"places": [], "profile": None}
    menu = SimpleLazyObject(lambda: menu_of(user, request.path))
    return {"places": menu, "profile": SimpleLazyObject(lambda: profile_of(user))}


def menu_of(user, path: str) -> list[dict]:
    """The user's places in order, each with whether the path lies in it."""
    found = places_of(user)
    inside = [place for place in found if place.holds(path)]
    current = max(
        inside, key=lambda place: len(place.prefix or place.url), default=None
    )
    return [{"place": place, "current": place is current} for place in found]


def places_of(user) -> list[Place]:
    """
    The user's places with their counts, in order; at most one query.

    Kept on the user object, which lives as long as the request: Beranda and the menu
    share the counts.
    """
    if KEPT not in user.__dict__:
        ask_with_places(user)
    return user.__dict__[KEPT]


def ask_with_places(user, **questions) -> dict[str, Any]:
    """
    The answers to questions (expressions about the user's row), in the same query that
    counts his places, unless those are known already.
    """
    if KEPT in user.__dict__:
        return told_of(user, questions)
    found = [
        place
        for name in settings.PLACE_PROVIDERS
        for place in import_string(name)(user)
    ]
    told = told_of(user, asked_for(found) | questions)
    user.__dict__[KEPT] = settled(found, told)
    return {name: told[name] for name in questions}


def told_of(user, asked: dict[str, Any]) -> dict[str, Any]:
    if not asked:
        return {}
    return get_user_model().objects.filter(pk=user.pk).values(**asked).get()


def asked_for(places: list[Place]) -> dict[str, Any]:
    """What the database must be asked about the places, by their order."""
    return {
        f"count_{at}": rows_in(place.count)
        for at, place in enumerate(places)
        if isinstance(place.count, QuerySet)
    } | {
        f"shown_{at}": place.shown
        for at, place in enumerate(places)
        if not isinstance(place.shown, bool)
    }


def settled(places: list[Place], told: dict[str, Any]) -> list[Place]:
    """The places that are shown, each with its number."""
    numbered = [
        replace(
            place,
            count=told.get(f"count_{at}", place.count),
            shown=told.get(f"shown_{at}", place.shown),
        )
        for at, place in enumerate(places)
    ]
    return [place for place in numbered if place.shown or place.count]


def profile_of(user) -> Profile:
    """The user's profile of today, from the app that knows people."""
    return import_string(settings.PROFILE_PROVIDER)(user)
