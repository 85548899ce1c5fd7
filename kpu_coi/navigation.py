"""
The places in a signed-in person's menu, and who he is in the head of the page.

Higher apps bring the parts: settings.PLACE_PROVIDERS and settings.PROFILE_PROVIDER
name functions by dotted path, so nothing here imports them.
"""

from dataclasses import dataclass

from django.conf import settings
from django.utils.functional import SimpleLazyObject
from django.utils.module_loading import import_string


@dataclass(frozen=True)
class Place:
    """A link of the menu. It is current on every page below `prefix`, or its URL."""

    label: str
    url: str
    count: int = 0
    prefix: str | None = None

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
    found = [
        place
        for name in settings.PLACE_PROVIDERS
        for place in import_string(name)(user)
    ]
    inside = [place for place in found if place.holds(path)]
    current = max(
        inside, key=lambda place: len(place.prefix or place.url), default=None
    )
    return [{"place": place, "current": place is current} for place in found]


def profile_of(user) -> Profile:
    """The user's profile of today, from the app that knows people."""
    return import_string(settings.PROFILE_PROVIDER)(user)
