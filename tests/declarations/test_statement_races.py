"""Two presses at once, on real connections: one statement, one number each."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction

from declarations.content import preview_of
from declarations.models import Kind, Obligation, Statement, Status
from declarations.registers import next_number
from declarations.workflow import cases
from declarations.workflow import statements as workflow
from documents.models import Document, SigningEvidence
from documents.signing import prove_password
from tests.factories import (
    PASSWORD,
    fill,
    make_campaign,
    make_office,
    make_statement,
    sign,
)
from tests.races import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def together(*calls):
    """At once; each gives its value, or how it lost."""
    lost = (PermissionDenied, Statement.DoesNotExist, workflow.StaleTopic)
    return at_once(*calls, refused=lost)


def signing(draft):
    """The press of the button, with the proof taken before."""
    user = draft.declarant
    read = Statement.objects.with_declarant().get(pk=draft.pk)
    shown = preview_of(read).content_hash
    proof = prove_password(user, PASSWORD, address="127.0.0.1")

    def press():
        return workflow.sign(
            read, by=user, proof=proof, content_hash=shown, consent=True
        )

    return press


@pytest.mark.rule(8)
@pytest.mark.parametrize("kind", [Kind.FREE, Kind.POTENTIAL])
def test_pressing_twice_at_once_makes_one_statement(kind):
    draft = make_statement(Status.DRAFT, kind=kind)
    press = signing(draft)

    first, second = together(press, press)

    assert first == second == draft
    assert first.number == second.number
    assert Document.objects.count() == SigningEvidence.objects.count() == 1


def test_signing_against_deleting_leaves_one_of_the_two():
    draft = make_statement(Status.DRAFT)
    user = draft.declarant

    signed, discarded = together(
        signing(draft), lambda: workflow.discard(draft, by=user)
    )

    if Statement.objects.exists():
        assert signed.status == Status.SIGNED
        assert isinstance(discarded, PermissionDenied)
    else:
        assert discarded is None
        assert isinstance(signed, Statement.DoesNotExist)
        assert not Document.objects.exists()


@pytest.mark.rule(2)
@pytest.mark.rule(3)
def test_free_and_potential_signed_at_once_leave_no_free_in_force_beside():
    office = make_office()
    user = office.staff.user
    make_campaign(office.unit)
    sign(workflow.start(user, Kind.FREE))
    free = workflow.start(user, Kind.FREE)
    potential = fill(workflow.start(user, Kind.POTENTIAL))

    free_signed, conflict_signed = together(signing(free), signing(potential))

    assert conflict_signed.status == Status.SIGNED
    if isinstance(free_signed, PermissionDenied):
        assert "masih berjalan" in str(free_signed)
    in_force = Statement.objects.filter(declarant=user, status=Status.SIGNED)
    assert list(in_force) == [conflict_signed]
    assert Obligation.objects.get(user=user).fulfilled_by == conflict_signed


@pytest.mark.rule(8)
def test_withdrawing_against_opening_lets_one_win():
    office = make_office()
    statement = make_statement(kind=Kind.POTENTIAL, tenure=office.staff)
    case = statement.case

    withdrawn, opened = together(
        lambda: workflow.withdraw(statement, by=office.staff.user),
        lambda: cases.open_review(case, by=office.head.user),
    )

    statement.refresh_from_db()
    case.refresh_from_db()
    lost = [one for one in (withdrawn, opened) if isinstance(one, PermissionDenied)]
    assert len(lost) == 1
    assert (statement.status == Status.WITHDRAWN) is (case.status == "CANCELLED")


def test_starting_twice_at_once_makes_one_draft():
    office = make_office()
    user = office.staff.user

    first, second = together(
        lambda: workflow.start(user, Kind.FREE),
        lambda: workflow.start(user, Kind.FREE),
    )

    assert first == second
    assert Statement.objects.count() == 1


def test_two_tabs_saving_one_topic_at_once_lose_nothing_silently():
    draft = make_statement(Status.DRAFT, kind=Kind.POTENTIAL)
    user = draft.declarant
    version = draft.read_answers()["tugas"]["version"]

    def saving(words):
        typed = {"duty": [words]}
        return lambda: workflow.save_topic(
            draft, "tugas", typed, version=version, by=user
        )

    answers = together(saving("Dari jendela satu"), saving("Dari jendela dua"))

    stale = [one for one in answers if isinstance(one, workflow.StaleTopic)]
    assert len(stale) == 1
    assert version + 1 in answers


@pytest.mark.rule(30)
def test_eight_threads_take_eighty_numbers_without_gap_or_double():
    unit = make_office().unit

    def take():
        with transaction.atomic():
            return next_number(unit, "BBK", date(2026, 11, 23))

    def take_ten():
        return [take() for _ in range(10)]

    taken = [number for ten in together(*[take_ten] * 8) for number in ten]

    assert sorted(taken) == [f"{n:04d}/BBK/33.21/XI/2026" for n in range(1, 81)]


@pytest.mark.rule(30)
def test_a_number_rolled_back_is_the_next_one_again():
    unit = make_office().unit

    with transaction.atomic():
        first = next_number(unit, "BBK", date(2026, 11, 23))
        transaction.set_rollback(True)
    with transaction.atomic():
        second = next_number(unit, "BBK", date(2026, 11, 23))

    assert first == second == "0001/BBK/33.21/XI/2026"
