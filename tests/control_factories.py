"""What follows from a decision, made by walking the real moves."""

from datetime import timedelta

from declarations.models import Control
from declarations.order_content import preview_of
from declarations.workflow import orders
from documents.signing import prove_password
from tests.case_factories import decision_answers, fresh, make_case, sign_decision
from tests.factories import PASSWORD, make_office

TWO_CONTROLS = {
    "rows": "2",
    "k1-form": "RESTRICT_INFO",
    "k1-form_other": "",
    "k1-scope": "Dokumen penawaran disimpan pokja.",
    "k1-evidence": "Daftar akses folder pengadaan.",
    "k1-substitute": "",
}


def make_controlled(stage="decided", *, office=None, outcome="CONTROLLABLE", **answers):
    """
    A case with one control, brought to a stage: decided, ordered or acknowledged.

    Takes what `make_case` takes of a statement's answers.
    """
    office = office or make_office()
    case = make_case("UNDER_REVIEW", office=office, **answers)
    sign_decision(case, office.head.user, outcome)
    if stage in ("ordered", "acknowledged"):
        sign_order(case, office.head.user)
    if stage == "acknowledged":
        acknowledge(case)
    return fresh(case)


def make_two_controls(*, office):
    """A case whose decision orders two controls."""
    case = make_case("UNDER_REVIEW", office=office)
    first = decision_answers()
    dates = {
        name.replace("k0", "k1"): first[name]
        for name in ("k0-starts_on", "k0-review_on")
    }
    sign_decision(case, office.head.user, **TWO_CONTROLS, **dates)
    return fresh(case)


def control_in(case, order=1):
    """What the decision that stands ordered in a place, as a page reads it."""
    return fresh(case).decision.controls.get(order=order)


def sign_order(case, user):
    """Sign the order as the page does."""
    preview = preview_of(fresh(case), user)
    return orders.sign_order(
        fresh(case),
        by=user,
        proof=proof_of(user),
        content_hash=preview.content_hash,
        consent=preview.consent,
    )


def acknowledge(case, *, user=None):
    """Acknowledge the order as the person concerned does."""
    case = fresh(case)
    return orders.acknowledge(
        case,
        by=user or case.person,
        proof=proof_of(user or case.person),
        content_hash=case.handling_order.content_hash,
        consent="Saya menerimanya.",
    )


def proof_of(user):
    return prove_password(user, PASSWORD, address="127.0.0.1")


def bring_due(case, *, days=0):
    """Some days ago its controls were to be reviewed; begun before."""
    day = fresh(case).today - timedelta(days=days)
    controls = Control.objects.filter(decision__case=case)
    controls.update(starts_on=day - timedelta(days=30), review_on=day)
    return fresh(case)
