"""A newer version of a conflict, and what becomes of its case (rules 3, 8 and 20)."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse

from declarations.models import Case, CaseStatus, Kind, Statement, Status
from declarations.workflow import cases, statements
from declarations.workflow.amending import amend
from inspectorate.invariants import breaches
from notifications.models import Message
from tests.case_factories import QUESTION, fresh, make_case, sign_decision
from tests.factories import (
    answers_for,
    fill,
    make_campaign,
    make_office,
    make_statement,
    make_user,
    party,
    sign,
)
from tests.list_factories import fresh_statement, under_panrb

pytestmark = pytest.mark.django_db
NEW_DUTY = "Saya menilai penawaran pengadaan kotak suara bulan depan."


@pytest.fixture
def office():
    return make_office()


def begun(statement):
    return amend(fresh_statement(statement), by=statement.declarant)


def renewed(statement, **answers):
    """The newer version, signed as the pages do."""
    answers.setdefault("duty", NEW_DUTY)
    return sign(fill(begun(statement), **answers))


def url(name, thing, *more):
    return reverse(f"declarations:{name}", args=[thing.public_id, *more])


def words(response):
    return response.content.decode()


@pytest.mark.rule(3)
def test_the_draft_begins_with_the_signed_answers_and_names_what_it_replaces(office):
    old = make_statement(kind=Kind.POTENTIAL, tenure=office.staff)

    draft = begun(old)
    again = begun(old)

    typed = {slug: kept["raw"] for slug, kept in draft.read_answers().items()}
    assert typed == answers_for()
    assert (draft.amends, again, draft.tenure) == (old, draft, office.staff)
    new = sign(draft)
    assert new.read_content()["replaces"] == {
        "number": old.number,
        "kind_name": "Surat Pernyataan Potensi Benturan Kepentingan",
    }


OPEN = ("AWAITING_ADDRESSEE", "RECEIVED", "UNDER_REVIEW", "NEEDS_INFO")


@pytest.mark.rule(3, 8, 21, 30)
@pytest.mark.parametrize("status", OPEN)
def test_while_nothing_is_decided_the_new_version_joins_the_case(office, status):
    case = make_case(status, office=office)
    before = fresh(case)

    new = renewed(before.statement, parties=parties_of(office, status))

    after, old = fresh(case), fresh_statement(before.statement)
    assert Case.objects.count() == 1
    assert after.statement == new
    kept = ("number", "status", "due_on", "received_at", "addressee", "opened_at")
    assert [getattr(after, name) for name in kept] == [
        getattr(before, name) for name in kept
    ]
    assert (old.status, old.superseded_by, old.former_case) == (
        Status.SUPERSEDED,
        new,
        after,
    )
    assert old.document.standing == "SUPERSEDED"
    assert new.number != old.number
    assert new.amends is None
    assert after.suspended
    assert list(breaches()) == []


def parties_of(office, status):
    if status != "AWAITING_ADDRESSEE":
        return [party()]
    return [
        party("Kasubbag", person=office.head.user_id),
        party("Sekretaris", person=office.secretary.user_id),
    ]


def test_an_open_question_stays_open_and_can_be_answered(office):
    case = make_case("NEEDS_INFO", office=office)

    renewed(case.statement)
    cases.answer(fresh(case), by=office.staff.user, answer="Belum dimulai.")

    assert fresh(case).status == CaseStatus.UNDER_REVIEW
    assert fresh(case).clarifications.get().answered_at


def test_reviewer_and_copies_are_told_and_the_declarant_is_not(office):
    case = make_case("UNDER_REVIEW", office=office)

    renewed(case.statement)

    subject = f"Pernyataan dalam perkara {case.number} diperbarui"
    told = set(Message.objects.filter(subject=subject).values_list("recipient", flat=1))
    assert told == {office.head.user_id, office.auditor.pk}


@pytest.mark.rule(13, 17, 20)
def test_a_reviewer_who_is_named_from_now_on_loses_the_case(office):
    case = make_case("UNDER_REVIEW", office=office)
    due = case.due_on

    renewed(case.statement, parties=[party("Kasubbag", person=office.head.user_id)])

    after = fresh(case)
    assert (after.status, after.addressee) == (
        CaseStatus.REROUTED,
        office.secretary_post,
    )
    assert after.due_on >= due
    assert not Case.objects.visible_to(office.head.user).exists()
    assert not Message.objects.filter(
        recipient=office.head.user, about=f"case:{case.pk}"
    ).exists()
    assert list(breaches()) == []


@pytest.mark.rule(20)
def test_nobody_who_was_kept_out_comes_back(office):
    case = make_case(
        "RECEIVED",
        office=office,
        parties=[party("Kasubbag", person=office.head.user_id)],
    )

    renewed(case.statement, parties=[party("Orang luar")])

    assert fresh(case).bars(office.head.user)
    assert fresh(case).addressee == office.secretary_post


def test_becoming_actual_is_a_new_version_too(office):
    case = make_case("UNDER_REVIEW", office=office)

    new = renewed(case.statement, kind=Kind.ACTUAL)

    assert new.number.split("/")[1] == "PKK"
    assert fresh(case).kind_label == "Benturan Kepentingan Aktual"
    assert fresh(case).number.split("/")[1] == "PBK"


@pytest.mark.rule(3, 25)
@pytest.mark.parametrize("status", ["DECIDED", "CONTROL_ACTIVE"])
def test_after_a_decision_the_new_version_is_a_case_that_follows(office, status):
    old_case = make_case(status, office=office)
    outcome = "NO_CONFLICT" if status == "DECIDED" else "CONTROLLABLE"

    new = renewed(old_case.statement)

    new_case = fresh(new.case)
    before = fresh(old_case)
    assert (new_case.follows, new_case.status, new_case.number) == (
        before,
        CaseStatus.RECEIVED,
        new.number,
    )
    assert before.status == status
    assert before.statement == fresh_statement(old_case.statement)
    assert before.decision.controls.filter(ended_at=None).count() == (
        status == "CONTROL_ACTIVE"
    )
    assert new_case.suspended

    cases.open_review(new_case, by=office.head.user)
    sign_decision(new_case, office.head.user, outcome)

    after = fresh(old_case)
    assert (after.status, after.suspended) == (CaseStatus.CLOSED, False)
    assert after.closed_at
    assert not after.decision.controls.filter(ended_at=None).exists()
    assert fresh(new_case).status == status
    assert list(breaches()) == []


def test_a_closed_case_is_followed_as_well(office):
    first = make_case("CONTROL_ACTIVE", office=office)
    second = fresh(renewed(first.statement).case)
    cases.open_review(second, by=office.head.user)
    sign_decision(second, office.head.user)

    third = fresh(renewed(second.statement).case)

    assert third.follows == second
    assert fresh(first).status == CaseStatus.CLOSED


def test_the_machine_alone_closes_a_case_that_is_followed(office):
    from declarations.workflow.case_moves import SUPERSEDE_CASE

    old_case = make_case("CONTROL_ACTIVE", office=office)
    renewed(old_case.statement)

    assert "sistem" in SUPERSEDE_CASE.verdict(office.head.user, old_case).refusal
    assert "Belum ada" in SUPERSEDE_CASE.verdict(None, fresh(old_case)).refusal


@pytest.mark.rule(8)
def test_a_version_that_joined_is_withdrawn_with_its_case_while_unopened(office):
    case = make_case("RECEIVED", office=office)
    new = renewed(case.statement)

    statements.withdraw(new, by=office.staff.user)

    assert fresh(case).status == CaseStatus.CANCELLED
    assert fresh_statement(case.statement).status == Status.SUPERSEDED
    assert list(breaches()) == []


@pytest.mark.rule(8)
def test_a_draft_outlives_the_withdrawal_of_what_it_would_have_replaced(office):
    case = make_case("RECEIVED", office=office)
    draft = begun(case.statement)

    statements.withdraw(case.statement, by=office.staff.user)
    draft.refresh_from_db()
    new = sign(draft)

    assert new.supersedes is None
    assert new.case != case
    assert fresh(new.case).follows is None


@pytest.mark.rule(2)
def test_a_free_statement_beside_it_ends_with_the_new_version(office):
    old = make_case("DECIDED", office=office).statement
    free = make_statement(tenure=office.staff)

    new = renewed(old)

    assert new.supersedes == old
    assert fresh_statement(free).status == Status.SUPERSEDED
    assert list(breaches()) == []


@pytest.mark.rule(2)
def test_what_the_old_version_met_is_met_by_the_new_one(office):
    make_campaign(office.unit)
    old = make_statement(kind=Kind.POTENTIAL, tenure=office.staff)

    new = renewed(old)

    assert new.obligations.count() == 1
    assert old.obligations.count() == 0


def test_another_draft_stands_in_the_way_and_says_so(office, client):
    old = make_statement(kind=Kind.POTENTIAL, tenure=office.staff)
    statements.start(office.staff.user, Kind.POTENTIAL)
    client.force_login(office.staff.user)

    with pytest.raises(PermissionDenied, match="draf pernyataan lain"):
        begun(old)
    page = client.post(url("amend", old), follow=True)

    assert page.status_code == 200
    assert "draf pernyataan lain" in words(page)


@pytest.mark.parametrize("status", [Status.SUPERSEDED, Status.WITHDRAWN, Status.DRAFT])
def test_only_what_is_in_force_is_brought_up_to_date(office, status):
    if status == Status.SUPERSEDED:
        old = make_statement(kind=Kind.POTENTIAL, tenure=office.staff)
        renewed(old)
    else:
        old = make_statement(status, kind=Kind.POTENTIAL, tenure=office.staff)

    with pytest.raises(PermissionDenied, match="status pernyataan ini"):
        begun(old)


def test_a_free_statement_is_not_amended_and_nobody_amends_for_another(office):
    free = make_statement(tenure=office.staff)
    conflict = make_case("DECIDED", office=office).statement
    again = make_statement(tenure=office.staff)

    with pytest.raises(PermissionDenied, match="status pernyataan ini"):
        begun(free)
    with pytest.raises(PermissionDenied, match="membuat yang baru"):
        begun(again)
    with pytest.raises(PermissionDenied, match="Hanya yang membuat"):
        amend(conflict, by=office.head.user)


def test_the_database_keeps_amending_to_drafts_of_conflicts(office):
    old = make_statement(kind=Kind.POTENTIAL, tenure=office.staff)
    free = statements.start(office.staff.user, Kind.FREE)

    with pytest.raises(IntegrityError, match="amends_only"), transaction.atomic():
        Statement.objects.filter(pk=free.pk).update(amends=old)
    with pytest.raises(IntegrityError, match="left_its_case"), transaction.atomic():
        Statement.objects.filter(pk=old.pk).update(former_case=old.case)


@pytest.mark.rule(3)
def test_the_history_tells_what_changed_between_neighbours(office, client):
    case = make_case("UNDER_REVIEW", office=office)
    renewed(case.statement, parties=[party("Dua Orang Lain")])
    client.force_login(office.staff.user)

    page = words(client.get(url("history", case.statement)))

    assert page.count("panel__head") >= 2
    assert NEW_DUTY in page
    assert "Dua Orang Lain" in page
    assert [page.count(how) for how in ("Ditambahkan", "Dihapus", "Diubah")] == [
        1,
        1,
        1,
    ]
    assert "Versi pertama" in page


@pytest.mark.rule(3, 20)
def test_whoever_reads_the_case_reads_its_versions(office, client):
    case = make_case("UNDER_REVIEW", office=office)
    first = url("case_versions", case)
    client.force_login(office.head.user)
    assert "Riwayat pernyataan" not in words(client.get(case.get_absolute_url()))

    renewed(case.statement)

    page = words(client.get(case.get_absolute_url()))
    assert f'href="{first}"' in page
    assert NEW_DUTY in words(client.get(first))
    assert fresh(case).readers
    for user, status in (
        (office.auditor, 200),
        (office.staff.user, 200),
        (make_user(), 404),
    ):
        client.force_login(user)
        assert client.get(first).status_code == status


def test_before_it_is_opened_the_reviewer_reads_no_version(office, client):
    case = make_case("RECEIVED", office=office)
    renewed(case.statement)
    client.force_login(office.head.user)

    assert client.get(url("case_versions", case)).status_code == 403


def test_the_page_of_a_version_that_is_no_more_still_opens(office, client):
    case = make_case("NEEDS_INFO", office=office)
    new = renewed(case.statement)
    client.force_login(office.staff.user)

    old = words(client.get(url("statement", case.statement)))
    now = words(client.get(url("statement", new)))
    data = words(client.get("/data-saya/"))

    assert new.number in old
    assert "Perbarui pernyataan" not in old
    assert "Perbarui pernyataan" in now
    assert case.statement.number in now
    assert case.statement.number in data


def test_the_decision_quotes_the_newest_version(office):
    case = make_case("UNDER_REVIEW", office=office)
    new = renewed(case.statement)

    decision = sign_decision(case, office.head.user)

    assert decision.content["review"]["basis_number"] == new.number
    assert decision.content["review"]["basis_hash"] == new.content_hash


def test_a_draft_goes_on_under_the_case_it_found_and_the_case_keeps_its_basis(office):
    case = make_case("UNDER_REVIEW", office=office)
    before = fresh(case)
    draft = begun(case.statement)

    under_panrb(office.unit)
    new = sign(fill(draft))

    after = fresh(case)
    assert new.regime_id == "panrb-17-2024"
    assert (after.regime_id, after.due_rule, after.due_on) == (
        "kpu-323-2020",
        before.due_rule,
        before.due_on,
    )


def test_the_question_of_the_reviewer_is_still_there(office, client):
    case = make_case("NEEDS_INFO", office=office)
    renewed(case.statement)
    client.force_login(office.staff.user)

    assert QUESTION in words(client.get(case.get_absolute_url()))


def test_the_history_asks_the_same_of_three_versions_as_of_one(
    office, client, django_assert_max_num_queries
):
    case = make_case("UNDER_REVIEW", office=office)
    client.force_login(office.staff.user)
    counts = []
    for _ in range(2):
        renewed(fresh(case).statement)
        for address in (url("history", case.statement), url("case_versions", case)):
            client.get(address)
            with django_assert_max_num_queries(12) as asked:
                assert client.get(address).status_code == 200
            counts.append(len(asked))

    assert counts[:2] == counts[2:]
