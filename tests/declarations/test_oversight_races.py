"""Two people at once in oversight, advice and consultation: one wins (rule 29)."""

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from declarations.models import (
    Consultation,
    Note,
    NoteKind,
    Recommendation,
    Reconsideration,
)
from declarations.workflow import advice, consultations, oversight, reconsidering
from declarations.workflow.case_moves import CLOSE, making
from inspectorate.oversight_invariants import faults
from tests.case_factories import fresh, make_case
from tests.consultation_factories import ask, make_advisers
from tests.declarations.test_advice import ADVICE
from tests.declarations.test_case_races import signing
from tests.factories import give, make_office, make_user
from tests.races import at_once, refusals

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.rule(29)]


def asking(case, user):
    return lambda: reconsidering.reconsider(case, by=user, reason="Belum ditimbang.")


def test_two_auditors_ask_to_think_again_and_one_is_heard():
    office = make_office()
    case = make_case("CONTROL_ACTIVE", office=office)
    second = make_user("Auditor Kedua")
    give(second, "AUDITOR", region=office.region)

    results = at_once(asking(case, office.auditor), asking(case, second))

    assert refusals(results) == [
        "Tidak dapat dilakukan: status perkara ini “Dalam penelaahan”."
    ]
    assert Reconsideration.objects.count() == 1
    assert Note.objects.filter(kind=NoteKind.RECONSIDER).count() == 1


def test_asking_again_and_closing_the_case_leave_one_of_the_two():
    office = make_office()
    case = make_case("DECIDED", office=office)

    def closing():
        with making(CLOSE, case, by=office.head.user) as stored:
            stored.closed_at = timezone.now()

    results = at_once(asking(case, office.auditor), closing)

    assert len(refusals(results)) == 1
    after = fresh(case)
    assert (after.status, Reconsideration.objects.count()) in [
        ("UNDER_REVIEW", 1),
        ("CLOSED", 0),
    ]
    assert list(faults()) == []


def test_asking_again_and_ending_the_oversight_leave_one_of_the_two():
    office = make_office()
    case = make_case("DECIDED", office=office)

    results = at_once(
        asking(case, office.auditor),
        lambda: oversight.end_oversight(
            case, by=office.chief_inspector, conclusion="Cukup."
        ),
    )

    assert len(refusals(results)) == 1
    assert list(faults()) == []


def test_upholding_and_deciding_anew_at_once_leave_one_decision_in_force():
    office = make_office()
    case = make_case("CONTROL_ACTIVE", office=office)
    asking(case, office.auditor)()

    results = at_once(
        signing(case, office.head.user, decision_text="Ia juga tidak menghadiri."),
        lambda: reconsidering.uphold(case, by=office.head.user, reason="Tetap."),
    )

    assert len(refusals(results)) == 1
    assert fresh(case).reconsideration.ended_at is not None
    assert list(faults()) == []


def test_two_reminders_at_once_are_one():
    office = make_office()
    case = make_case("UNDER_REVIEW", office=office)

    results = at_once(
        lambda: oversight.remind(case, by=office.auditor),
        lambda: oversight.remind(case, by=office.chief_inspector),
    )

    assert refusals(results) == ["Penelaah sudah diingatkan pada hari kerja ini."]


def test_two_answers_to_one_inquiry_are_one():
    office = make_office()
    case = make_case("UNDER_REVIEW", office=office)
    asked = oversight.inquire(case, by=office.auditor, question="Sejak kapan?")

    def answering():
        return oversight.respond(
            case, by=office.head.user, question=asked, answer="Sejak Mei."
        )

    assert len(refusals(at_once(answering, answering))) == 1
    assert Note.objects.filter(kind=NoteKind.ANSWER).count() == 1


def test_two_recommendations_at_once_are_one():
    office = make_office()
    first, second = make_advisers(office)
    case = make_case("UNDER_REVIEW", office=office)
    advice.consult(case, by=office.head.user)

    results = at_once(
        lambda: advice.recommend(case, by=first, **ADVICE),
        lambda: advice.recommend(case, by=second, **ADVICE),
    )

    assert len(refusals(results)) == 1
    assert Recommendation.objects.count() == 1


def test_of_two_advisers_who_take_a_question_at_once_one_owns_it():
    office = make_office()
    first, second = make_advisers(office)
    asked = ask(office.staff.user)

    results = at_once(
        lambda: consultations.take(asked, by=first),
        lambda: consultations.take(asked, by=second),
    )

    assert refusals(results) == ["Pertanyaan ini sudah diambil penasihat lain."]
    owner = Consultation.objects.get().adviser
    loser = second if owner == first else first
    assert not Consultation.objects.visible_to(loser).exists()


def test_consenting_and_closing_at_once_leave_one_order():
    office = make_office()
    first, second = make_advisers(office)
    asked = ask(office.staff.user)
    consultations.take(asked, by=first)
    consultations.offer(asked, by=first, to=second)

    results = at_once(
        lambda: consultations.agree(asked, by=office.staff.user),
        lambda: consultations.close(asked, by=office.staff.user),
    )

    after = Consultation.objects.get()
    assert after.closed_at is not None
    assert after.offered_to is None
    assert after.adviser == (first if refusals(results) else second)


def test_a_taken_question_is_not_taken_again():
    office = make_office()
    first, _ = make_advisers(office)
    asked = ask(office.staff.user)
    consultations.take(asked, by=first)

    with pytest.raises(PermissionDenied, match="sudah diambil"):
        consultations.take(asked, by=first)
