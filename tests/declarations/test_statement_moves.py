"""The table of moves, written by hand from rules 3, 8, 9 and 34."""

from itertools import product

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from audit.models import Event
from declarations.models import CaseStatus, Kind, Obligation, Statement, Status
from declarations.workflow import cases
from declarations.workflow import statements as workflow
from tests.factories import (
    answers_for,
    fill,
    give,
    make_campaign,
    make_office,
    make_position,
    make_statement,
    make_tenure,
    make_user,
    party,
    sign,
)

pytestmark = pytest.mark.django_db

PEOPLE = (
    "declarant",
    "superior",
    "colleague",
    "operator",
    "auditor",
    "chief_inspector",
    "organisation_admin",
    "system_admin",
)
ALLOWED = {
    (Status.DRAFT, "fill", "declarant"),
    (Status.DRAFT, "sign", "declarant"),
    (Status.DRAFT, "discard", "declarant"),
    (Status.SIGNED, "supersede", "declarant"),
    (Status.SIGNED, "withdraw", "declarant"),
}
MOVE_NAMES = ("fill", "sign", "discard", "supersede", "withdraw")


def person(office, role):
    if role in ("auditor", "chief_inspector"):
        return getattr(office, role)
    named = {"declarant": office.staff, "superior": office.head}
    if role in named:
        return named[role].user
    user = make_user("Orang Lain")
    make_tenure(user, make_position("Pelaksana", unit=office.unit))
    if role == "operator":
        give(user, "UNIT_OPERATOR", unit=office.unit)
    if role.endswith("_admin"):
        give(user, role.upper())
    return user


@pytest.fixture
def office():
    return make_office()


@pytest.mark.rule(8, 9, 34)
@pytest.mark.parametrize(("status", "role"), list(product(Status, PEOPLE)), ids=str)
def test_a_free_statement_moves_only_as_the_table_says(office, status, role):
    statement = make_statement(status, tenure=office.staff)
    user = person(office, role)

    open_to = {
        (status, name, role)
        for name, verdict in workflow.verdicts(user, statement).items()
        if verdict
    }

    assert open_to == {
        entry for entry in ALLOWED if entry[0] == status and entry[2] == role
    }


@pytest.mark.rule(8, 9, 34)
@pytest.mark.parametrize(
    ("kind", "status", "role"),
    list(
        product(
            (Kind.POTENTIAL, Kind.ACTUAL),
            (Status.DRAFT, Status.SIGNED, Status.WITHDRAWN),
            PEOPLE,
        )
    ),
    ids=str,
)
def test_a_conflict_statement_moves_only_as_the_table_says(office, kind, status, role):
    statement = make_statement(status, kind=kind, tenure=office.staff)
    user = person(office, role)

    open_to = {
        (status, name, role)
        for name, verdict in workflow.verdicts(user, statement).items()
        if verdict
    }

    assert open_to == {
        entry for entry in ALLOWED if entry[0] == status and entry[2] == role
    }


def test_every_move_is_in_the_table():
    assert tuple(move.name for move in workflow.MOVES) == MOVE_NAMES


def test_a_refusal_says_why(office):
    statement = make_statement(tenure=office.staff)

    stranger = workflow.WITHDRAW.verdict(office.head.user, statement)
    too_late = workflow.DISCARD.verdict(office.staff.user, statement)

    assert stranger.refusal.startswith("Hanya yang membuat pernyataan")
    assert "Ditandatangani" in too_late.refusal


@pytest.mark.rule(9)
@pytest.mark.parametrize("role", PEOPLE)
@pytest.mark.parametrize("status", list(Status))
def test_statements_are_visible_to_their_declarant_alone(office, status, role):
    statement = make_statement(status, tenure=office.staff)
    user = person(office, role)

    seen = Statement.objects.visible_to(user).filter(pk=statement.pk).exists()

    assert seen is (role == "declarant")


@pytest.mark.rule(8)
def test_a_potential_statement_cannot_be_withdrawn_once_opened(office):
    statement = make_statement(kind=Kind.POTENTIAL, tenure=office.staff)
    cases.open_review(statement.case, by=office.head.user)

    with pytest.raises(PermissionDenied, match=r"[Tt]idak dapat"):
        workflow.withdraw(statement, by=office.staff.user)

    statement.refresh_from_db()
    assert statement.status == Status.SIGNED


@pytest.mark.rule(7, 8)
def test_withdrawing_cancels_the_case_and_ends_the_suspension(office):
    statement = make_statement(kind=Kind.POTENTIAL, tenure=office.staff)
    assert statement.case.suspended

    workflow.withdraw(statement, by=office.staff.user)

    statement.refresh_from_db()
    assert statement.status == Status.WITHDRAWN
    assert statement.document.standing == "WITHDRAWN"
    assert statement.case.status == CaseStatus.CANCELLED
    assert not statement.case.suspended


@pytest.mark.rule(3)
@pytest.mark.parametrize("kind", [Kind.FREE, Kind.POTENTIAL, Kind.ACTUAL])
def test_a_newer_statement_supersedes_the_free_one_in_force(office, kind):
    old = make_statement(tenure=office.staff)

    new = make_statement(kind=kind, tenure=office.staff)

    old.refresh_from_db()
    assert (old.status, new.status) == (Status.SUPERSEDED, Status.SIGNED)
    assert new.supersedes == old
    assert old.superseded_by == new
    assert old.document.standing == "SUPERSEDED"
    assert new.document.standing == "IN_FORCE"
    assert old.ended_at == new.signed_at


@pytest.mark.rule(2)
def test_potential_statements_can_be_filed_any_number_of_times(office):
    first = make_statement(kind=Kind.POTENTIAL, tenure=office.staff)

    second = make_statement(kind=Kind.POTENTIAL, tenure=office.staff)

    first.refresh_from_db()
    assert (first.status, second.status) == (Status.SIGNED, Status.SIGNED)
    assert first.number != second.number


@pytest.mark.rule(8)
def test_withdrawing_what_superseded_brings_nothing_back(office):
    old = make_statement(tenure=office.staff)
    new = make_statement(tenure=office.staff)

    workflow.withdraw(new, by=office.staff.user)

    old.refresh_from_db()
    assert old.status == Status.SUPERSEDED


@pytest.mark.rule(1, 2)
def test_any_kind_fulfils_the_campaign_and_withdrawing_reopens_it(office):
    make_campaign(office.unit)
    owed = Obligation.objects.get(user=office.staff.user)

    free = make_statement(tenure=office.staff)
    owed.refresh_from_db()
    assert owed.fulfilled_by == free

    potential = make_statement(kind=Kind.POTENTIAL, tenure=office.staff)
    owed.refresh_from_db()
    assert owed.fulfilled_by == potential

    workflow.withdraw(potential, by=office.staff.user)
    owed.refresh_from_db()
    assert owed.fulfilled_by is None


def test_starting_again_finds_the_draft(office):
    user = office.staff.user

    first = workflow.start(user, Kind.FREE)
    again = workflow.start(user, Kind.FREE)
    potential = workflow.start(user, Kind.POTENTIAL)
    actual = workflow.start(user, Kind.ACTUAL)

    assert again == first
    assert actual == potential
    assert potential != first


def test_who_holds_no_post_cannot_start():
    with pytest.raises(PermissionDenied, match="jabatan"):
        workflow.start(make_user(), Kind.FREE)


def test_nobody_starts_in_anothers_post(office):
    with pytest.raises(PermissionDenied):
        workflow.start(office.head.user, Kind.FREE, tenure=office.staff)


def test_a_draft_is_deleted_and_its_deletion_logged(office):
    draft = make_statement(Status.DRAFT, kind=Kind.POTENTIAL, tenure=office.staff)
    stream = f"statement:{draft.pk}"

    workflow.discard(draft, by=office.staff.user)

    assert not Statement.objects.exists()
    actions = Event.objects.filter(stream=stream).order_by("seq")
    assert [event.action for event in actions] == [
        "statement.start",
        "statement.discard",
    ]


@pytest.mark.rule(8)
def test_a_signed_statement_is_neither_deleted_nor_edited(office):
    statement = make_statement(kind=Kind.POTENTIAL, tenure=office.staff)
    user = office.staff.user

    with pytest.raises(PermissionDenied):
        workflow.discard(statement, by=user)
    with pytest.raises(PermissionDenied):
        workflow.save_topic(statement, "tugas", {}, version=1, by=user)
    with pytest.raises(PermissionDenied):
        workflow.choose_post(statement, office.staff, by=user)


@pytest.mark.rule(4)
def test_the_answers_decide_between_potential_and_actual(office):
    draft = workflow.start(office.staff.user, Kind.POTENTIAL)

    fill(draft, kind=Kind.ACTUAL)

    draft.refresh_from_db()
    assert draft.kind == Kind.ACTUAL
    assert sign(draft).number.split("/")[1] == "PKK"


def test_a_topic_saved_elsewhere_is_not_overwritten(office):
    user = office.staff.user
    draft = workflow.start(user, Kind.POTENTIAL)
    first = workflow.save_topic(draft, "tugas", {"duty": ["Satu"]}, version=0, by=user)

    with pytest.raises(workflow.StaleTopic) as stale:
        workflow.save_topic(draft, "tugas", {"duty": ["Dua"]}, version=0, by=user)

    draft.refresh_from_db()
    assert (first, stale.value.version) == (1, 1)
    assert draft.read_answers()["tugas"]["raw"] == {"duty": ["Satu"]}


def test_saving_the_same_words_twice_is_one_saving(office):
    user = office.staff.user
    draft = workflow.start(user, Kind.POTENTIAL)
    typed = {"duty": ["Satu"]}

    versions = [
        workflow.save_topic(draft, "tugas", typed, version=0, by=user) for _ in range(2)
    ]

    assert versions == [1, 1]


def test_one_topic_does_not_make_another_stale(office):
    user = office.staff.user
    draft = workflow.start(user, Kind.POTENTIAL)

    workflow.save_topic(draft, "tugas", {"duty": ["Satu"]}, version=0, by=user)
    version = workflow.save_topic(draft, "kaitan", {}, version=0, by=user)

    assert version == 1


def test_the_post_can_be_changed_only_to_one_that_is_held(office):
    user = office.staff.user
    draft = workflow.start(user, Kind.FREE)
    second = make_tenure(user, make_position("Sekretaris Pokja", unit=office.province))

    moved = workflow.choose_post(draft, second, by=user)
    with pytest.raises(PermissionDenied):
        workflow.choose_post(draft, office.head, by=user)

    assert (moved.tenure, moved.unit) == (second, office.province)


@pytest.mark.parametrize(
    "change",
    [
        {"status": "ARCHIVED"},
        {"kind": "RUMOUR"},
        {"number": None},
        {"signed_at": None},
        {"content_hash": None},
        {"evidence": None},
        {"document": None},
        {"status": Status.DRAFT},
        {"status": Status.SUPERSEDED},
        {"status": Status.WITHDRAWN},
    ],
    ids=str,
)
def test_the_database_refuses_a_statement_half_signed(office, change):
    statement = make_statement(tenure=office.staff)

    with pytest.raises(IntegrityError), transaction.atomic():
        Statement.objects.filter(pk=statement.pk).update(**change)


def test_the_database_keeps_one_free_statement_in_force(office):
    old = make_statement(Status.SUPERSEDED, tenure=office.staff)

    with pytest.raises(IntegrityError), transaction.atomic():
        Statement.objects.filter(pk=old.pk).update(status=Status.SIGNED, ended_at=None)


@pytest.mark.rule(13)
def test_a_named_superior_is_kept_as_a_keyed_hash(office):
    superior = office.head.user
    statement = make_statement(
        kind=Kind.POTENTIAL,
        tenure=office.staff,
        parties=[party("", person=superior.pk, position="")],
    )

    assert statement.case.addressee == office.secretary_post
    (named,) = statement.case.kept_out.all()
    assert superior.name not in named.person_key
    assert len(named.person_key) == 64


def test_answers_of_the_factory_are_complete(office):
    assert set(answers_for()) == {"jenis", "tugas", "kaitan", "pihak", "saran"}
