"""What changed between two versions of a statement, field by field."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from declarations.models import Kind, Statement, Status

TEXTS = (
    ("duty", "Tugas dan keputusan"),
    ("source", "Uraian sumber"),
    ("link", "Kaitan"),
)
ADDED, REMOVED, CHANGED = "Ditambahkan", "Dihapus", "Diubah"
TAGS = {ADDED: "ok", REMOVED: "warn", CHANGED: "info"}
type Key = tuple[str, str, int]


@dataclass(frozen=True)
class Change:
    """One field that is not as it was; `before` or `after` is empty where it is new
    or gone."""

    section: str
    label: str
    before: str
    after: str

    @property
    def how(self) -> str:
        if not self.before:
            return ADDED
        return CHANGED if self.after else REMOVED

    @property
    def tag_kind(self) -> str:
        return TAGS[self.how]


@dataclass(frozen=True)
class Version:
    """One statement of a chain, with what it changed in the one before."""

    statement: Statement
    changes: list[Change] | None


def facts_of(content: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    """Everything that one content says, as section, label and value."""
    declarant = content["declarant"]
    yield "Pernyataan", "Surat", content["kind_name"]
    yield "Pernyataan", "Jabatan", f"{declarant['position']}, {declarant['unit']}"
    yield from situation_facts(content.get("statement") or {})
    for part in content.get("list", ()):
        for first, *rest in part["rows"]:
            words = zip(part["columns"][1:], rest, strict=True)
            said = "\n".join(f"{column}: {cell}" for column, cell in words)
            yield part["title"], first, said


def situation_facts(told: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    """What a conflict statement says of the situation; nothing of any other."""
    for row in told.get("classes", ()):
        yield "Jenis, sumber, dan bentuk", row["label"], row["value"]
    for name, label in TEXTS:
        if name in told:
            yield "Situasi", label, told[name]
    for party in told.get("parties", ()):
        said = f"{party['relation']}; {party['position']}"
        yield "Pihak lain", party["name"], f"{said}; pemilu: {party['election']}"
    if controls := told.get("controls"):
        yield "Saran pengendalian", "Saran", "; ".join(controls)


def changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Change]:
    """What was added, taken out and changed from one content to a later one."""
    old, new = keyed(facts_of(before)), keyed(facts_of(after))
    keys = [*new, *(key for key in old if key not in new)]
    return [
        Change(key[0], key[1], old.get(key, ""), new.get(key, ""))
        for key in keys
        if old.get(key) != new.get(key)
    ]


def keyed(facts: Iterable[tuple[str, str, str]]) -> dict[Key, str]:
    """The facts by section and label; of namesakes the second is another one."""
    seen: Counter[tuple[str, str]] = Counter()
    found: dict[Key, str] = {}
    for section, label, value in facts:
        seen[section, label] += 1
        found[section, label, seen[section, label]] = value or "-"
    return found


def former_of(draft: Statement) -> Statement | None:
    """The statement in whose place a draft with topics will come, if there is one."""
    if draft.is_list:
        same = Statement.objects.in_force_of(draft.declarant, Kind.INTEREST_LIST)
        return same.first()
    return draft.amends


def changes_to(draft: Statement, content: Mapping[str, Any]) -> list[Change] | None:
    """What a draft changes in the one in force; None where it replaces none."""
    former = former_of(draft)
    return changes(former.read_content(), content) if former else None


def versions(statements: Iterable[Statement]) -> list[Version]:
    """The newest first, each compared with the one before it."""
    ordered = sorted(statements, key=lambda one: (one.signed_at, one.pk))
    contents = [one.read_content() for one in ordered]
    found = [
        Version(one, changes(contents[at - 1], contents[at]) if at else None)
        for at, one in enumerate(ordered)
    ]
    return found[::-1]


def chain_of(statement: Statement) -> list[Statement]:
    """What it replaced, itself, and what replaced it: one query, however many."""
    rows = Statement.objects.filter(declarant=statement.declarant_id)
    signed = rows.exclude(status=Status.DRAFT).select_related("unit", "regime", "case")
    known = {one.pk: one for one in signed}
    later = {one.supersedes_id: one for one in known.values() if one.supersedes_id}
    first = known[statement.pk]
    while first.supersedes_id:
        first = known[first.supersedes_id]
    chain = [first]
    while chain[-1].pk in later:
        chain.append(later[chain[-1].pk])
    return chain
