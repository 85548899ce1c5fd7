"""What stands above every page of a case: whose it is, how it stands, where to go."""

from collections.abc import Callable
from typing import NamedTuple

from django.urls import reverse

from declarations.models import CaseStatus
from declarations.rules.cases import may_review
from declarations.workflow.case_moves import verdicts

TAG_KINDS = {
    CaseStatus.AWAITING_ADDRESSEE: "warn",
    CaseStatus.RECEIVED: "info",
    CaseStatus.UNDER_REVIEW: "info",
    CaseStatus.NEEDS_INFO: "warn",
    CaseStatus.REROUTED: "info",
    CaseStatus.DECIDED: "ok",
    CaseStatus.CONTROL_ACTIVE: "brand",
    CaseStatus.CLOSED: "ok",
    CaseStatus.CANCELLED: "",
}


class Tab(NamedTuple):
    """One page of a case: its URL name, its label, and who finds it in the row."""

    name: str
    label: str
    shown: Callable


def always(head):
    return True


def names_matters(head):
    return bool(head["moves"]["name_matters"])


TABS = (
    Tab("case", "Perkara", always),
    Tab("case_matters", "Agenda", names_matters),
)


def head_of(case, user, here="case"):
    """
    What every page of a case shows, for one user; `here` is the URL name of the page.

    The tabs ask the head itself, so that none of them needs another query.
    """
    head = {
        "case": case,
        "unit": case.unit,
        "tag_kind": TAG_KINDS[case.status],
        "is_declarant": user.pk == case.person_id,
        "is_reviewer": bool(may_review(user, case)),
        "oversees": case.is_overseen_by(user),
        "moves": verdicts(user, case),
    }
    return head | {"tabs": tabs_of(head, here)}


def tabs_of(head, here):
    """The pages of the case that this user has; none where there is but one."""
    rows = [
        {
            "url": reverse(f"declarations:{tab.name}", args=[head["case"].public_id]),
            "label": tab.label,
            "current": tab.name == here,
        }
        for tab in TABS
        if tab.shown(head)
    ]
    return rows if len(rows) > 1 else []
