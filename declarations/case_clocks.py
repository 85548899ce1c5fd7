"""The clocks of a case: what the law gives its reviewer, and which of them binds."""

from dataclasses import replace
from typing import Any

from deadlines import clocks
from deadlines.clocks import Due
from declarations.models import Case
from declarations.models.cases import SINCE_AGAIN

CLOCKS = ("EXAMINE", "DECIDE_CONTROL")
FIRST = ("ACKNOWLEDGE",)
WHAT = {
    "ACKNOWLEDGE": "Membuka perkara",
    "EXAMINE": "Memeriksa laporan",
    "DECIDE_CONTROL": "Menetapkan pengendalian",
    "NEW_ADDRESSEE": "Sisa waktu paling sedikit bagi penelaah baru",
}


def clock_of(case: Case) -> dict[str, Any]:
    """By what law, calendar and zone the time of a case is counted."""
    return {
        "regime": case.regime,
        "zone": case.unit.timezone,
        "zone_abbr": case.unit.tz_abbr,
        "unit_code": case.unit.code,
    }


def strictest(case: Case) -> Due:
    """The due date at receipt: the earliest of those that apply (rule 21)."""
    return clocks.strictest(CLOCKS, received_at=case.received_at, **clock_of(case))


def all_that_apply(case: Case) -> list[dict[str, Any]]:
    """
    Each deadline with its ground, and whether it is the one that binds.

    Asked to think again, all that the reviewer has counts from that (rule 29).
    """
    codes = CLOCKS if case.opened_at else FIRST + CLOCKS
    again = case.counted_anew
    began = again.asked_at if again else case.received_at
    dues = clocks.applying(codes, received_at=began, **clock_of(case))
    if again:
        dues = [replace(due, since=SINCE_AGAIN) for due in dues]
    if case.due_rule not in codes:
        dues.append(case.due)
    return [
        {
            "what": WHAT.get(due.rule_code, "Memutus"),
            "due": due,
            "binds": due.rule_code == case.due_rule,
        }
        for due in dues
    ]
