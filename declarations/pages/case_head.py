"""What stands above every page of a case: whose it is, how it stands, where to go."""

from collections.abc import Callable
from typing import NamedTuple

from django.urls import reverse

from declarations.models import CaseStatus
from declarations.rules.cases import may_read_advice, may_read_content, may_review
from declarations.rules.oversight import may_oversee
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


def reads(head):
    return head["reads"]


def passes_on(head):
    return head["moves"]["forward"] or head["moves"]["recuse"]


def something_follows(head):
    """Once there is a decision, or an open announcement is owed (rule 6)."""
    case = head["case"]
    return case.decision_id is not None or (case.election_party and head["reads"])


def advice_is_read(head):
    """Asked for: by all who read it. Before, by the reviewer who may ask for it."""
    if head["case"].advice_asked_at is None:
        return bool(head["moves"]["consult"])
    return head["reads_advice"]


def is_overseen(head):
    return head["oversees"] or head["is_reviewer"]


def names_matters(head):
    return bool(head["moves"]["name_matters"])


def is_renewed(case):
    """Known without a query where the case was read `for_page`."""
    known = getattr(case, "is_renewed", None)
    return case.former_statements.exists() if known is None else known


def was_renewed(head):
    """A newer version of the statement has joined the case, for those who read it."""
    return head["reads_versions"]


TABS = (
    Tab("case", "Perkara", always),
    Tab("case_files", "Lampiran", reads),
    Tab("case_passing", "Alihkan", passes_on),
    Tab("case_controls", "Pengendalian", something_follows),
    Tab("advice", "Rekomendasi P3K2", advice_is_read),
    Tab("oversight", "Pengawasan", is_overseen),
    Tab("case_matters", "Agenda", names_matters),
    Tab("case_versions", "Riwayat pernyataan", was_renewed),
)


def head_of(case, user, here="case"):
    """
    What every page of a case shows, for one user; `here` is the URL name of the page.

    What is asked for the page is asked once: the tabs look into the head alone.
    """
    reads = bool(may_read_content(user, case))
    head = {
        "case": case,
        "unit": case.unit,
        "tag_kind": TAG_KINDS[case.status],
        "is_declarant": user.pk == case.person_id,
        "is_reviewer": bool(may_review(user, case)),
        "reads": reads,
        "oversees": bool(may_oversee(user, case)),
        "reads_advice": bool(may_read_advice(user, case)),
        "reads_versions": reads and is_renewed(case),
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
