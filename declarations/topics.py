"""
The topics of a conflict statement: which there are, and how their answers are kept.

A draft keeps, by topic, what was typed (`raw`, as posted, sound or not) with a
version that grows with each saving. Whether a topic is complete is asked of its form
each time, so a changed list of terms makes a stale answer incomplete by itself.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.utils.datastructures import MultiValueDict

from deadlines.models import Regime
from deadlines.regimes import terms
from declarations.forms.parties import PartiesForm
from declarations.forms.topics import (
    ControlsForm,
    DutyForm,
    LinkForm,
    SituationForm,
    TopicForm,
)
from declarations.models import Kind, Matter
from kpu_coi.widgets import Option
from personnel.lines import Chart
from personnel.models import Tenure

TOPIC_FORMS: dict[str, type[TopicForm]] = {
    "jenis": SituationForm,
    "tugas": DutyForm,
    "kaitan": LinkForm,
    "pihak": PartiesForm,
    "saran": ControlsForm,
}


@dataclass(frozen=True)
class Drafting:
    """In which post, under which regime and on which day somebody writes."""

    tenure: Tenure
    regime: Regime
    on: date

    @property
    def conflict(self) -> str:
        """What the regime calls it: "benturan kepentingan", "konflik kepentingan"."""
        return self.regime.conflict

    @cached_property
    def chart(self) -> Chart:
        """The posts above, read once for whom one may name and for who receives."""
        unit = self.tenure.position.unit
        return Chart([self.tenure.position_id], self.on, unit)

    @cached_property
    def people(self) -> dict[int, Tenure]:
        """Whom of the office one may name, by id: superiors first, then colleagues."""
        return self.chart.people_around(self.tenure)

    @cached_property
    def matters(self) -> list[Matter]:
        """What is to be decided in one's unit."""
        unit = self.tenure.position.unit_id
        return list(Matter.objects.filter(unit=unit).open().by_date().with_those_out())

    def choices(self, list_code: str) -> list[tuple[str, str]]:
        """The entries of a list, each with its explanation."""
        return [
            (term.code, Option(term.label, hint=term.help))
            for term in terms(self.regime, list_code)
        ]


@dataclass(frozen=True)
class Topic:
    """One topic of a draft, as task list and summary show it."""

    slug: str
    form: Any
    version: int

    @property
    def title(self) -> str:
        return self.form.title

    @property
    def is_started(self) -> bool:
        return self.version > 0

    @property
    def is_complete(self) -> bool:
        return self.is_started and self.form.is_valid()


def topic_of(answers: Mapping[str, Any], slug: str, drafting: Drafting) -> Topic:
    """One topic with its form, bound to what was typed."""
    kept = answers.get(slug, {})
    form = TOPIC_FORMS[slug](MultiValueDict(kept.get("raw", {})), drafting=drafting)
    return Topic(slug, form, kept.get("version", 0))


def topics_of(answers: Mapping[str, Any], drafting: Drafting) -> dict[str, Topic]:
    """Every topic of a draft, by its slug, in the order of the task list."""
    return {slug: topic_of(answers, slug, drafting) for slug in TOPIC_FORMS}


def all_complete(topics: Mapping[str, Topic]) -> bool:
    return all(topic.is_complete for topic in topics.values())


def kind_of(answers: Mapping[str, Any]) -> Kind:
    """Which kind the answers make of the draft: POTENTIAL until ACTUAL is chosen."""
    chosen = answers.get("jenis", {}).get("raw", {}).get("kind", [])
    return Kind.ACTUAL if chosen == [Kind.ACTUAL] else Kind.POTENTIAL
