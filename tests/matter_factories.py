"""Matters for tests, and cases that concern them, made by the real moves."""

from datetime import timedelta

from declarations.models import Matter
from declarations.workflow import matters
from tests.factories import give, make_user

TITLE = "Pengadaan alat tulis kantor triwulan I"


def make_matter(unit, *, by=None, people=(), **fields):
    """A matter of a unit, expected in a week; by an operator where nobody is named."""
    if by is None:
        by = make_user("Operator Agenda")
        give(by, "UNIT_OPERATOR", unit=unit)
    day = Matter(unit=unit).today + timedelta(days=7)
    facts = {
        "kind": "PROCUREMENT",
        "title": TITLE,
        "expected_from": day,
        "expected_until": day + timedelta(days=2),
        "names": ["CV Sumber Makmur"],
        "people": list(people),
    }
    return matters.enter(unit, facts | fields, by=by)
