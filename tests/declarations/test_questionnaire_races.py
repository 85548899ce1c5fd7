"""Two administrators, or two tabs, at once, on real connections."""

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from audit.models import Event
from declarations.models import Kind, Questionnaire, Statement
from declarations.workflow import identification
from declarations.workflow import questionnaires as workflow
from declarations.workflow import statements as statement_moves
from tests.factories import give, identify, make_office, make_user
from tests.races import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def together(*calls):
    lost = (
        PermissionDenied,
        workflow.StaleDraft,
        statement_moves.StaleTopic,
        Questionnaire.DoesNotExist,
        Statement.DoesNotExist,
    )
    return at_once(*calls, refused=lost)


def administrator():
    user = make_user("Administrator")
    give(user, "ORGANISATION_ADMIN")
    return user


def first():
    return Questionnaire.objects.get(regime="kpu-323-2020", version=1)


def test_two_administrators_who_begin_at_once_share_one_draft():
    one, two = administrator(), administrator()

    made, same = together(
        lambda: workflow.draft_from(first(), by=one),
        lambda: workflow.draft_from(first(), by=two),
    )

    assert made == same
    assert Event.objects.filter(action="questionnaire.draft").count() == 1


def test_publishing_against_changing_lets_one_win():
    user = administrator()
    draft = workflow.draft_from(first(), by=user)
    today = timezone.localdate()

    published, removed = together(
        lambda: workflow.publish(draft, today, by=user, revision=0),
        lambda: workflow.remove_question(draft, "hadiah", by=user, revision=0),
    )

    stored = Questionnaire.objects.get(pk=draft.pk)
    asks = {question.code for question in stored.question_set.questions}
    assert stored.is_draft is isinstance(published, workflow.StaleDraft)
    assert ("hadiah" in asks) is isinstance(removed, PermissionDenied)
    assert stored.is_draft is not ("hadiah" in asks)


def test_pressing_publish_twice_publishes_once():
    user = administrator()
    draft = workflow.draft_from(first(), by=user)
    today = timezone.localdate()

    def press():
        return workflow.publish(draft, today, by=user, revision=0)

    results = together(press, press)

    assert sum(isinstance(one, PermissionDenied) for one in results) == 1
    assert Event.objects.filter(action="questionnaire.publish").count() == 1


def test_going_on_with_a_conflict_twice_at_once_makes_one_draft_of_it():
    office = make_office()
    user = office.staff.user
    draft = identify(statement_moves.start(user, Kind.FREE), hadiah="YES")

    def press():
        return identification.declare_conflict(draft, by=user)

    together(press, press)

    [left] = Statement.objects.all()
    assert left.kind == Kind.POTENTIAL
    assert left.read_answers()["identifikasi"]["raw"]["q-hadiah"] == ["YES"]
