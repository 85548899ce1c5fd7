"""
What a superior lays down when he opens a case: in the shape of what is declared.

Built for reading over, hashed, and built again at the opening (rule 18).
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any

from django.utils.datastructures import MultiValueDict

from deadlines.calendar import today_in
from deadlines.models import Regime
from deadlines.regimes import regime_for, terms
from declarations import routing
from declarations.content import SCHEMA, Incomplete
from declarations.files import listed
from declarations.forms.accounts import AccountForms
from declarations.models import AccountDraft
from declarations.topics import Drafting
from kpu_coi.canonical import content_hash
from personnel.models import Tenure, User
from personnel.titles import identity

DIRECT = "Atasan langsung yang bersangkutan."
ELECTION_CLAUSE = (
    "Hubungan dengan peserta pemilu, calon, atau tim kampanye dinyatakan secara "
    "terbuka dalam rapat dan dicatat dalam notula."
)


@dataclass(frozen=True)
class AccountDrafting(Drafting):
    """The post is that of the person concerned; the author is none of the parties."""

    author: int = 0

    @cached_property
    def people(self) -> dict[int, Tenure]:
        around = self.chart.people_around(self.tenure)
        return {key: one for key, one in around.items() if key != self.author}

    def choices(self, list_code: str) -> list[tuple[str, str]]:
        """Without the explanations, which speak to somebody about himself."""
        return [(term.code, term.label) for term in terms(self.regime, list_code)]


@dataclass(frozen=True)
class AccountPreview:
    """The case as it would be opened now."""

    content: dict[str, Any]
    question: str
    regime: Regime
    routing: routing.Routing
    named: frozenset[int]
    election_party: bool
    sections: tuple[tuple[str, list[tuple[str, str]]], ...]

    @cached_property
    def content_hash(self) -> str:
        return content_hash(self.content)


def day_at(tenure: Tenure) -> date:
    return today_in(tenure.position.unit.timezone)


def drafting_about(tenure: Tenure, author: User) -> AccountDrafting:
    """What the forms depend on; the tenure comes `with_people()`."""
    on = day_at(tenure)
    regime = regime_for(tenure.position.unit.lineage_codes(), on)
    return AccountDrafting(tenure, regime, on, author=author.pk)


def account_of(draft: AccountDraft, drafting: AccountDrafting) -> AccountPreview:
    """
    What the draft says as it would stand in the case. Writes nothing.

    Raises Incomplete while a part is missing or unsound, or where the person's way up
    does not lead to the author any more.
    """
    tenure = drafting.tenure
    forms = AccountForms.of(MultiValueDict(draft.read_answers()), drafting)
    if not forms.are_valid():
        raise Incomplete
    parties = forms["pihak"]
    named = frozenset(parties.named())
    found = routing.routing_for(
        tenure, on=drafting.on, named=named, chart=drafting.chart
    )
    if found.addressee is None or found.addressee.user_id != drafting.author:
        raise Incomplete
    found = as_superior(found)
    content = {
        "schema": SCHEMA,
        "kind": forms["jenis"].cleaned_data["kind"],
        "regime": {"code": drafting.regime.code, "name": drafting.regime.name},
        "declarant": identity(tenure),
        "initiator": identity(found.addressee),
        "statement": situation_of(forms, draft),
    }
    return AccountPreview(
        content,
        forms["tanya"].cleaned_data["question"],
        drafting.regime,
        found,
        named,
        parties.has_election_party(),
        tuple((form.title, form.summary()) for form in topics_of(forms)),
    )


def topics_of(forms: Mapping[str, Any]) -> list[Any]:
    return [form for slug, form in forms.items() if slug != "tanya"]


def situation_of(forms: Mapping[str, Any], draft: AccountDraft) -> dict[str, Any]:
    election = forms["pihak"].has_election_party()
    return {
        "classes": forms["jenis"].classification(),
        "duty": forms["tugas"].cleaned_data["duty"],
        "source": forms["kaitan"].cleaned_data["source"],
        "link": forms["kaitan"].cleaned_data["link"],
        "parties": forms["pihak"].rows_on_paper(),
        "controls": [],
        "election_clause": ELECTION_CLAUSE if election else "",
        "attachments": listed(draft.attachments.all()),
    }


def as_superior(found: routing.Routing) -> routing.Routing:
    """The way up in words that fit somebody who has declared nothing."""
    *before, last = found.line.hops
    if before:
        return found
    line = replace(found.line, hops=(replace(last, reason=DIRECT),), reason=DIRECT)
    return replace(found, line=line, reason=DIRECT)
