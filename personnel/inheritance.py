"""
What somebody takes over with a post for some days: asked of the apps that know.

settings.INHERITANCE_PROVIDERS names functions by dotted path, each
`def inherited(absence: Absence) -> list[Inherited]`. They tell only what the one who
plans may see himself.
"""

from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.utils.module_loading import import_string

from personnel.models import Tenure, User


@dataclass(frozen=True)
class Absence:
    """Who leaves a post to whom, from a day to a last day."""

    tenure: Tenure
    stand_in: User
    since: date
    last_day: date


@dataclass(frozen=True)
class Inherited:
    """
    One thing that waits with the post.

    `refusal` says why the stand-in may not act on it, `goes_to` where it goes then.
    """

    number: str
    url: str
    unit: str
    due_on: date
    falls_due: bool
    refusal: str = ""
    goes_to: str = ""


def inherited_in(absence: Absence) -> list[Inherited]:
    """Everything that a stand-in would find, the most urgent first."""
    found = [
        one
        for name in settings.INHERITANCE_PROVIDERS
        for one in import_string(name)(absence)
    ]
    return sorted(found, key=lambda one: (one.due_on, one.number))
