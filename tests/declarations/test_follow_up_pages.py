"""
Referrals and past decisions: what was meant for a decision that another one replaced.
"""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db.models import F

from declarations.models import (
    Forum,
    PastResult,
    PastReview,
    Referral,
    ReferralResult,
)
from declarations.workflow import follow_ups
from declarations.workflow.reconsidering import reconsider
from tests.case_factories import fresh, sign_decision
from tests.control_factories import make_controlled
from tests.declarations.test_control_pages import text, url
from tests.factories import make_office

pytestmark = pytest.mark.django_db
WORDS = "Disepakati dalam rapat."


# Of what follows a decision: its outcome, the form, its prefix, and what is typed.
AFTERWARDS = {
    "case_past_review": (
        *("REVIEW_PAST_DECISION", "past_form", "terdahulu"),
        {"result": "KEPT", "reasons": WORDS},
    ),
    "case_refer": (
        *("REFERRED", "refer_form", "rujukan"),
        {"forum": "DISCIPLINE", "referred_on": "2026-01-05", "number": WORDS},
    ),
    "case_referral_result": (
        *("REFERRED", "result_form", "hasil"),
        {"result": "ORAL", "result_on": "2026-01-06", "number": WORDS},
    ),
}


def shown_afterwards(name, client, office):
    """The case, and what its reviewer sends in the form that his page shows."""
    outcome, form, prefix, typed = AFTERWARDS[name]
    case = make_controlled(office=office, outcome=outcome)
    if name == "case_referral_result":
        given = {"by": office.head.user, "forum": Forum.DKPP, "number": "1/DKPP"}
        follow_ups.refer(fresh(case), referred_on=date(2026, 1, 5), **given)
    client.force_login(office.head.user)
    page = client.get(url("case_controls", case))
    hidden = page.context[form]["decision"]
    assert f'name="{prefix}-decision" value="{hidden.value()}"' in page.content.decode()
    sent = {f"{prefix}-decision": hidden.value()}
    return case, sent | {f"{prefix}-{field}": value for field, value in typed.items()}


def decide_again(case, office, outcome):
    """Another decision takes the place of the one that stands."""
    reconsider(case, by=office.auditor, reason="Timbang lagi.")
    sign_decision(case, office.head.user, outcome)


@pytest.mark.rule(24, 29)
@pytest.mark.parametrize("name", AFTERWARDS)
def test_what_was_meant_for_a_replaced_decision_is_refused_with_its_words(client, name):
    office = make_office()
    case, sent = shown_afterwards(name, client, office)
    decide_again(case, office, AFTERWARDS[name][0])

    page = client.post(url(name, case), sent)

    assert page.status_code == 409
    assert "sudah diganti" in text(page)
    assert WORDS in text(page)
    assert not Referral.objects.filter(decision__case__decision=F("decision")).exists()
    assert not Referral.objects.exclude(result="").exists()
    assert not PastReview.objects.exclude(recorded_at=None).exists()


@pytest.mark.rule(21, 41)
@pytest.mark.parametrize("name", AFTERWARDS)
def test_what_is_meant_for_the_decision_that_stands_is_recorded(client, name):
    case, sent = shown_afterwards(name, client, make_office())

    assert client.post(url(name, case), sent).status_code == 302

    assert WORDS in text(client.get(url("case_controls", case)))


@pytest.mark.rule(24, 29)
def test_under_the_lock_too_another_decision_takes_nothing_meant_for_the_former():
    office = make_office()
    case = fresh(make_controlled(office=office, outcome="REFERRED"))
    decide_again(case, office, "REFERRED")
    by = office.head.user
    referred = {"by": by, "forum": Forum.DKPP, "number": "1/DKPP"}
    found = {"by": by, "result": ReferralResult.ORAL, "number": "2/DKPP"}

    with pytest.raises(PermissionDenied, match="sudah diganti"):
        follow_ups.refer(case, referred_on=case.today, **referred)
    follow_ups.refer(fresh(case), referred_on=case.today, **referred)
    with pytest.raises(PermissionDenied, match="sudah diganti"):
        follow_ups.note_result(case, result_on=case.today, **found)


@pytest.mark.rule(21, 29)
def test_under_the_lock_too_another_decision_takes_no_review_of_the_former():
    office = make_office()
    case = fresh(make_controlled(office=office, outcome="REVIEW_PAST_DECISION"))
    decide_again(case, office, "REVIEW_PAST_DECISION")
    kept = {"by": office.head.user, "result": PastResult.KEPT, "reasons": WORDS}

    with pytest.raises(PermissionDenied, match="sudah diganti"):
        follow_ups.review_past(case, **kept)
