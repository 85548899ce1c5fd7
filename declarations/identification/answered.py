"""
What somebody answered in a draft, read against the version that holds today.

A draft keeps with which version it was answered. Where another one holds meanwhile,
answers to unchanged questions go on standing, and only the rest is asked again.
"""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import timezone

from declarations.identification import published
from declarations.identification.questions import Answer, Finding, Question, QuestionSet
from declarations.models import CONFLICT_KINDS, Kind, Questionnaire, Statement
from declarations.topics import Drafting
from personnel.models import User

SLUG = "identifikasi"
VERSION = "questionnaire"
TOLD = "told"
LOOKED_AT = 5


def field_of(code: str) -> str:
    """The name under which the answer to a question is posted and kept."""
    return f"q-{code}"


@dataclass(frozen=True)
class Answered:
    """The answers of a draft, or of a signed statement."""

    current: Questionnaire
    answered_with: Questionnaire | None
    given: Mapping[str, str]
    version: int = 0
    told: bool = False

    @property
    def questions(self) -> QuestionSet:
        return self.current.question_set

    @cached_property
    def answers(self) -> dict[str, str]:
        """What still answers today's questions."""
        if self.answered_with is None:
            return {}
        if self.answered_with == self.current:
            return dict(self.given)
        return self.questions.carried(self.answered_with.question_set, self.given)

    @property
    def is_started(self) -> bool:
        return self.answered_with is not None

    @property
    def is_outdated(self) -> bool:
        """Another version holds now than when it was answered."""
        return self.is_started and self.answered_with != self.current

    @cached_property
    def finding(self) -> Finding:
        return self.questions.finding(self.answers)

    @property
    def is_complete(self) -> bool:
        return self.finding != Finding.INCOMPLETE

    @property
    def to_ask_again(self) -> list[Question]:
        """What the newer version asks otherwise, or additionally."""
        if not self.is_outdated:
            return []
        asked = self.questions.asked(self.answers)
        return [one for one in asked if one.code not in self.answers]

    @property
    def says_conflict(self) -> list[Question]:
        """What was answered with a "yes" that is to be declared."""
        return [one for one in self.questions.given(self.answers, "YES") if one.leads]

    @property
    def unsure(self) -> list[Question]:
        return self.questions.given(self.answers, Answer.UNSURE)

    @property
    def allows_free(self) -> bool:
        """Everything was answered, with no "yes", and doubts were pointed out."""
        if self.finding == Finding.DOUBT:
            return self.told
        return self.finding == Finding.NOTHING

    def lines(self) -> list[tuple[Question, str]]:
        """Each question that was asked, with its answer in words."""
        return [
            (one, Answer(self.answers[one.code]).label)
            for one in self.questions.asked(self.answers)
            if one.code in self.answers
        ]


def answered_of(kept: Mapping[str, Any], drafting: Drafting) -> Answered | None:
    """The answers of a draft; None where its regime has no questionnaire."""
    current = published.current(drafting.regime, drafting.on)
    if current is None:
        return None
    return read(kept, current)


def read(kept: Mapping[str, Any], current: Questionnaire | None) -> Answered | None:
    """
    Kept answers against a version, by default the one that they were given to.

    None where there is neither.
    """
    topic = kept.get(SLUG, {})
    raw = topic.get("raw", {})
    version = published.by_id(first(raw, VERSION))
    against = current or version
    if against is None:
        return None
    prefix = field_of("")
    given = {
        name.removeprefix(prefix): values[0]
        for name, values in raw.items()
        if name.startswith(prefix) and values
    }
    told = bool(raw.get(TOLD))
    return Answered(against, version, given, topic.get("version", 0), told)


def first(raw: Mapping[str, list[str]], name: str) -> str:
    return (raw.get(name) or [""])[0]


@dataclass(frozen=True)
class LastTime:
    """What somebody answered when he signed last, and when that was."""

    on: datetime.date
    answers: Mapping[str, str]

    def differences(self, answered: Answered) -> list[str]:
        """What is answered otherwise now, in words; what was not asked then, too."""
        found = []
        for question in answered.questions.asked(answered.answers):
            now = answered.answers.get(question.code)
            then = self.answers.get(question.code)
            if now and now != then:
                before = Answer(then).label.lower() if then else "belum ditanyakan"
                after = Answer(now).label.lower()
                found.append(f"{question.title}: dahulu {before}, kini {after}")
        return found


def last_time_of(user: User, current: Questionnaire) -> LastTime | None:
    """The newest answers that somebody signed with, as far as they still answer."""
    signed = (
        Statement.objects.filter(declarant=user, kind__in=[Kind.FREE, *CONFLICT_KINDS])
        .filter(signed_at__isnull=False)
        .order_by("-signed_at")
        .select_related("unit")
        .only("public_id", "answers", "signed_at", "unit__timezone")
    )
    for statement in signed[:LOOKED_AT]:
        answered = read(statement.read_answers(), current)
        if statement.signed_at and answered and answered.is_started:
            zone = ZoneInfo(statement.unit.timezone)
            on = timezone.localdate(statement.signed_at, zone)
            return LastTime(on, answered.answers)
    return None
