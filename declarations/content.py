"""
What a declarant signs: built for the preview, hashed, and built again at signing.

Everything that the paper shows is in the content, so that a new superior, a new post
or a new wording between reading and signing changes the hash (rules 4, 8 and 72).
Number, time and evidence are not: they belong to the record.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from deadlines.calendar import today_in
from deadlines.models import Regime
from deadlines.regimes import regime_for
from declarations import routing
from declarations.files import listed
from declarations.models import Kind, Matter, Obligation, Statement
from declarations.routing import Routing
from declarations.topics import Drafting, Topic, all_complete, topics_of
from documents.heads import text_of, unit_on_paper
from documents.issuing import current_template
from documents.models import PaperTemplate
from kpu_coi.access import ALLOWED, Verdict
from kpu_coi.canonical import content_hash
from personnel.models import Tenure
from personnel.titles import capacity, identity

SCHEMA = "kpu-coi/1"
TEMPLATE_CODES = {
    Kind.FREE: "free",
    Kind.POTENTIAL: "potential",
    Kind.ACTUAL: "actual",
    Kind.INTEREST_LIST: "interest_list",
    Kind.INTEGRITY_PACT: "integrity_pact",
}
NO_LISTS = (
    "Daftar Kepentingan Pribadi tidak berlaku di satuan kerja ini: dasar hukumnya "
    "tidak memintanya."
)


class Incomplete(Exception):
    """A topic of the draft is not yet answered, so there is nothing to sign."""


@dataclass(frozen=True)
class Preview:
    """The text as it would be signed now, with what it was built from."""

    content: dict[str, Any]
    regime: Regime
    template: PaperTemplate
    routing: Routing | None = None
    named: frozenset[int] = frozenset()
    election_party: bool = False
    matters: tuple[Matter, ...] = ()
    topics: tuple[Topic, ...] = ()

    @cached_property
    def content_hash(self) -> str:
        """The SHA-256 that is shown, signed and stored."""
        return content_hash(self.content)

    @property
    def consent(self) -> str:
        return self.content["text"]["consent"]


def day_of(statement: Statement) -> date:
    """What today is in the unit of the statement."""
    return today_in(statement.unit.timezone)


def drafting_of(statement: Statement) -> Drafting:
    """What the topics of a draft depend on: its post, its regime and the day."""
    on = day_of(statement)
    regime = regime_for(statement.unit.lineage_codes(), on)
    kind = Kind(statement.kind)
    return Drafting(tenure=statement.tenure, regime=regime, on=on, kind=kind)


def preview_of(statement: Statement) -> Preview:
    """
    The text of a draft as it would be signed now.

    The statement must come `with_declarant()`. Raises Incomplete while a topic is
    missing or unsound, and PermissionDenied for a list where none is kept. Writes
    nothing.
    """
    return PREVIEWS[Kind(statement.kind)](statement)


def free_preview(statement: Statement) -> Preview:
    """The superior of a FREE statement is told of it, and examines nothing."""
    drafting = drafting_of(statement)
    template = template_for(statement, drafting)
    found = routing.routing_for(statement.tenure, on=drafting.on, named=())
    content = free_content(statement, drafting.regime, template, found.addressee)
    return Preview(content, drafting.regime, template, found)


def free_content(
    statement: Statement,
    regime: Regime,
    template: PaperTemplate,
    superior: Tenure | None,
) -> dict[str, Any]:
    """A FREE statement as its paper shows it; its superior is only told of it."""
    route = [registered(statement)]
    if superior:
        route.append(
            {
                "what": "Atasan",
                "who": f"{superior.user.name}, {capacity(superior)}",
                "why": "Pemberitahuan, tanpa penelaahan",
            }
        )
    return unaddressed(statement, regime, template) | {"route": route}


def unaddressed(
    statement: Statement, regime: Regime, template: PaperTemplate
) -> dict[str, Any]:
    """What is only registered, and sent to nobody."""
    return framed(statement, regime, template) | {
        "addressee": None,
        "statement": None,
        "route": [registered(statement)],
        "copies": [],
    }


def registered(statement: Statement) -> dict[str, str]:
    return {
        "what": "Register",
        "who": f"Register deklarasi {statement.unit.name}",
        "why": "Dicatat pada saat penandatanganan",
    }


def pact_preview(statement: Statement) -> Preview:
    """An integrity pact has no answers: its wording and who signs it."""
    drafting = drafting_of(statement)
    template = template_for(statement, drafting)
    content = unaddressed(statement, drafting.regime, template)
    return Preview(content, drafting.regime, template)


def list_preview(statement: Statement) -> Preview:
    """The parts A to F; only where the regime of the unit asks for them (rule 10)."""
    drafting = drafting_of(statement)
    keeps_lists(drafting.regime).require()
    topics = topics_of(statement.read_answers(), drafting)
    if not all_complete(topics):
        raise Incomplete
    template = template_for(statement, drafting)
    content = unaddressed(statement, drafting.regime, template)
    content["list"] = [topic.form.table() for topic in topics.values()]
    return Preview(content, drafting.regime, template, topics=tuple(topics.values()))


def keeps_lists(regime: Regime) -> Verdict:
    """Whether people under this basis keep a list of their interests."""
    return ALLOWED if regime.asks_interest_list else Verdict(NO_LISTS)


def conflict_preview(statement: Statement) -> Preview:
    """The situation in the declarant's words, and to whom it goes (rules 4, 6, 11)."""
    drafting = drafting_of(statement)
    topics = topics_of(statement.read_answers(), drafting)
    if not all_complete(topics):
        raise Incomplete
    parties = topics["pihak"].form
    matters = topics["tugas"].form.chosen()
    template = template_for(statement, drafting)
    found = routing.routing_for(
        statement.tenure,
        on=drafting.on,
        named=parties.named(),
        chart=drafting.chart,
        matters=matters,
    )
    content = framed(statement, drafting.regime, template)
    content |= routing.as_content(found)
    content["statement"] = situation_of(topics, template)
    content["statement"]["attachments"] = listed(statement.attachments.all())
    if statement.amends:
        content["replaces"] = replaced_words(statement.amends)
    return Preview(
        content,
        drafting.regime,
        template,
        found,
        frozenset(parties.named()),
        parties.has_election_party(),
        matters,
        tuple(topics.values()),
    )


def replaced_words(old: Statement) -> dict[str, str]:
    """How a newer version names the one in whose place it comes."""
    return {"number": str(old.number), "kind_name": old.read_content()["kind_name"]}


def situation_of(topics: dict[str, Topic], template: PaperTemplate) -> dict[str, Any]:
    """The answers as the paper shows them."""
    parties = topics["pihak"].form
    election = parties.has_election_party()
    return {
        "classes": topics["jenis"].form.classification(),
        "duty": topics["tugas"].form.on_paper(),
        "source": topics["kaitan"].form.cleaned_data["source"],
        "link": topics["kaitan"].form.cleaned_data["link"],
        "parties": parties.rows_on_paper(),
        "controls": topics["saran"].form.lines(),
        "election_clause": template.content["election_clause"] if election else "",
    }


def framed(
    statement: Statement, regime: Regime, template: PaperTemplate
) -> dict[str, Any]:
    """What papers of every kind have: wording, unit and identity as of now."""
    wording = template.content
    return {
        "schema": SCHEMA,
        "kind": statement.kind,
        "regime": {"code": regime.code, "name": regime.name},
        "template": {"code": template.code, "version": template.version},
        "title": wording["title"],
        "kind_name": wording["kind_name"],
        "unit": unit_on_paper(statement.unit),
        "declarant": identity(statement.tenure),
        "text": text_of(wording),
    }


def template_for(statement: Statement, drafting: Drafting) -> PaperTemplate:
    """The version that a campaign pinned while it is owed, else the current one."""
    code = TEMPLATE_CODES[Kind(statement.kind)]
    if not statement.is_conflict:
        asking = Obligation.objects.meetable_by(statement, drafting.on)
        pinned = PaperTemplate.objects.filter(
            code=code,
            regime_code=drafting.regime.code,
            pinned_by__in=asking.order_by().values("campaign"),
        )
        if wording := pinned.order_by("pinned_by__due_on", "pinned_by__pk").first():
            return wording
    return current_template(code, drafting.regime.code, drafting.on)


PREVIEWS: dict[Kind, Callable[[Statement], Preview]] = {
    Kind.FREE: free_preview,
    Kind.POTENTIAL: conflict_preview,
    Kind.ACTUAL: conflict_preview,
    Kind.INTEREST_LIST: list_preview,
    Kind.INTEGRITY_PACT: pact_preview,
}
