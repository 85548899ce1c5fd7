"""Who may propose, approve, refuse, withdraw, end and prolong a grant, and when."""

import json
from contextlib import contextmanager
from datetime import date, timedelta
from itertools import product

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone

from audit.models import Event
from personnel.grants import has_grant, who_has
from personnel.models import Grant, GrantProposal, Outcome, Role
from personnel.workflow import grants as workflow
from tests.personnel.factories import give, make_unit, make_user
from tests.personnel.grant_factories import (
    REASON,
    administrator,
    fresh,
    propose,
    scope_for,
)

pytestmark = [pytest.mark.django_db, pytest.mark.rule(64)]

A_DAY = timedelta(days=1)
SENSITIVE = {
    *("COMPLAINT_OFFICER", "P3K2", "PLENARY_VIEWER", "AUDITOR", "REGION_CHIEF"),
    *("CHIEF_INSPECTOR", "DPO", "ORGANISATION_ADMIN", "SYSTEM_ADMIN"),
}
PEOPLE = ("organisation", "organisation_too", "system", "operator", "stranger")
ADMINISTRATORS = {"organisation", "organisation_too", "system"}


def today():
    return timezone.localdate()


@pytest.fixture
def people():
    found = {
        "organisation": administrator(),
        "organisation_too": administrator(),
        "system": administrator("SYSTEM_ADMIN"),
        "operator": make_user("Operator"),
        "stranger": make_user("Pegawai"),
    }
    give(found["operator"], "UNIT_OPERATOR", unit=make_unit())
    return found


def told_by(action):
    return json.loads(bytes(Event.objects.get(action=action).body))["details"]


@pytest.mark.parametrize("proposer", PEOPLE)
@pytest.mark.parametrize("role", Role)
def test_administrators_propose_and_what_is_not_sensitive_counts_at_once(
    people, role, proposer
):
    receiver = make_user("Penerima")

    def act():
        return propose(receiver, role, by=people[proposer], **scope_for(role))

    if proposer not in ADMINISTRATORS:
        with pytest.raises(PermissionDenied, match="diusulkan oleh administrator"):
            act()
        assert not GrantProposal.objects.exists()
        return
    made = act()
    at_once = role not in SENSITIVE and proposer != "system"
    assert made.outcome == ("APPROVED" if at_once else "PENDING")
    assert has_grant(fresh(receiver), role) is at_once


@pytest.mark.parametrize(
    ("proposer", "approver"), list(product(sorted(ADMINISTRATORS), PEOPLE))
)
@pytest.mark.parametrize("role", sorted(SENSITIVE))
def test_a_sensitive_role_is_approved_by_another_administrator_alone(
    people, role, proposer, approver
):
    receiver = make_user("Penerima")
    made = propose(receiver, role, by=people[proposer], **scope_for(role))

    allowed = approver in ADMINISTRATORS and approver != proposer
    if allowed:
        workflow.approve(made, by=people[approver])
    else:
        with pytest.raises(PermissionDenied):
            workflow.approve(made, by=people[approver])

    made.refresh_from_db()
    assert made.outcome == ("APPROVED" if allowed else "PENDING")
    assert has_grant(fresh(receiver), role) is allowed


@pytest.mark.rule(20)
@pytest.mark.parametrize("role", Role)
def test_nobody_gives_himself_anything(people, role):
    own, other = people["organisation"], people["system"]
    if role == Role.ORGANISATION_ADMIN:
        own, other = other, own

    with pytest.raises(PermissionDenied, match="diri sendiri"):
        propose(own, role, by=own, **scope_for(role))

    made = propose(own, role, by=other, **scope_for(role))
    for decide in (workflow.approve, refuse):
        with pytest.raises(PermissionDenied, match="administrator lain"):
            decide(made, by=own)


def refuse(made, *, by):
    return workflow.refuse(made, by=by, words="Belum perlu.")


MOVES = {
    "approve": workflow.approve,
    "refuse": refuse,
    "withdraw": workflow.withdraw,
}
OPEN_TO = {
    ("approve", "organisation_too"),
    ("approve", "system"),
    ("refuse", "organisation_too"),
    ("refuse", "system"),
    ("withdraw", "organisation"),
}


def at(outcome, people, receiver):
    """A proposal of `organisation`, brought to an outcome by the real moves."""
    made = propose(
        receiver, "COMPLAINT_OFFICER", by=people["organisation"], unit=make_unit()
    )
    if outcome == Outcome.APPROVED:
        return workflow.approve(made, by=people["system"])
    if outcome == Outcome.REFUSED:
        return refuse(made, by=people["system"])
    if outcome == Outcome.WITHDRAWN:
        return workflow.withdraw(made, by=people["organisation"])
    return made


@pytest.mark.parametrize("person", [*PEOPLE, "receiver"])
@pytest.mark.parametrize("move", MOVES)
@pytest.mark.parametrize("outcome", Outcome)
def test_a_proposal_is_decided_once_by_whom_the_table_names(
    people, outcome, move, person
):
    receiver = people["receiver"] = make_user("Penerima")
    made = at(outcome, people, receiver)

    open_now = outcome == Outcome.PENDING and (move, person) in OPEN_TO
    if open_now:
        MOVES[move](made, by=people[person])
    else:
        with pytest.raises(PermissionDenied):
            MOVES[move](made, by=people[person])

    made.refresh_from_db()
    assert (made.outcome != outcome) is open_now


def test_all_that_is_done_is_on_record_by_ids_and_codes(people):
    receiver = make_user("Penerima")
    made = at(Outcome.APPROVED, people, receiver)
    workflow.end(made.grant, by=people["system"], reason="Pindah tugas.")

    stream = Event.objects.filter(stream=f"user:{receiver.pk}").order_by("seq")
    assert [event.action for event in stream] == [
        "grant.propose",
        "grant.give",
        "grant.approve",
        "grant.end",
    ]
    assert told_by("grant.propose") == {
        "proposal": made.pk,
        "role": "COMPLAINT_OFFICER",
        "unit": "33.21",
        "region": "",
    }
    assert told_by("grant.end") == {
        "grant": made.grant_id,
        "role": "COMPLAINT_OFFICER",
        "unit": "33.21",
        "region": "",
        "last_day": (today() - A_DAY).isoformat(),
    }
    bodies = b"".join(bytes(event.body) for event in stream)
    assert b"Pindah" not in bodies
    assert REASON.encode() not in bodies


# --- days ---------------------------------------------------------------------------


def test_a_grant_counts_from_its_first_day_to_its_last(people):
    receiver = make_user("Penerima")
    first, last = today() + 10 * A_DAY, today() + 20 * A_DAY

    propose(
        receiver,
        "UPG",
        by=people["organisation"],
        unit=make_unit(),
        since=first,
        until=last + A_DAY,
    )

    days = (first - A_DAY, first, last, last + A_DAY)
    assert [has_grant(receiver, "UPG", day) for day in days] == [
        False,
        True,
        True,
        False,
    ]


def test_what_is_approved_late_counts_from_the_approval(people, monkeypatch):
    made = at(Outcome.PENDING, people, make_user())
    later = today() + 5 * A_DAY
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *_: later)

    given = workflow.approve(made, by=people["system"]).grant

    assert given.period.lower == later


def test_what_is_over_before_it_is_approved_is_not_given(people, monkeypatch):
    made = propose(
        make_user(), "DPO", by=people["organisation"], until=today() + 3 * A_DAY
    )
    later = today() + 5 * A_DAY
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *_: later)

    with pytest.raises(PermissionDenied, match="sudah lewat"):
        workflow.approve(made, by=people["system"])


@pytest.mark.parametrize(
    ("days_left", "last_day", "expected"),
    [
        (None, None, "closed"),
        (None, 0, "today"),
        (30, 5, "later"),
        (30, 29, "unchanged"),
        (30, 30, "ends before"),
        (30, -1, "past"),
    ],
)
def test_a_grant_is_ended_at_once_or_after_a_day_that_is_sooner(
    people, days_left, last_day, expected
):
    receiver = make_user()
    until = today() + days_left * A_DAY if days_left else None
    grant = give(receiver, "DPO", until=until)
    day = None if last_day is None else today() + last_day * A_DAY

    def act():
        return workflow.end(grant, by=people["system"], reason="Selesai.", last_day=day)

    if expected in ("ends before", "past"):
        with pytest.raises(PermissionDenied):
            act()
        return
    ended = act()
    assert ended.period.upper == (day + A_DAY if day else today())
    assert has_grant(fresh(receiver), "DPO") is (expected != "closed")
    assert (ended.ended_by, ended.end_reason) == (people["system"], "Selesai.")


def test_what_is_ended_before_it_begins_never_opens_anything(people):
    receiver = make_user()
    grant = give(receiver, "DPO", since=today() + 5 * A_DAY)

    ended = workflow.end(grant, by=people["system"], reason="Batal.")

    assert ended.period.isempty
    assert not any(
        has_grant(fresh(receiver), "DPO", today() + n * A_DAY) for n in (0, 9)
    )
    assert list(Grant.objects.ended(today()).filter(user=receiver)) == [ended]
    with pytest.raises(PermissionDenied, match="sudah berakhir"):
        workflow.end(ended, by=people["system"], reason="Lagi.")


@pytest.mark.parametrize("person", [*PEOPLE, "receiver"])
def test_administrators_end_it_and_who_has_it_lays_it_down(people, person):
    receiver = people["receiver"] = make_user()
    grant = give(receiver, "DPO")

    if person in ADMINISTRATORS | {"receiver"}:
        workflow.end(grant, by=people[person], reason="Selesai.")
    else:
        with pytest.raises(PermissionDenied, match="administrator atau pemegangnya"):
            workflow.end(grant, by=people[person], reason="Selesai.")

    assert has_grant(fresh(receiver), "DPO") is (
        person not in ADMINISTRATORS | {"receiver"}
    )


def test_the_last_administrator_cannot_lay_his_role_down():
    last = administrator()
    former = make_user()
    give(former, "SYSTEM_ADMIN", until=today())
    inactive = administrator()
    inactive.is_active = False
    inactive.save()

    with pytest.raises(PermissionDenied, match="administrator terakhir"):
        workflow.end(last.grants.get(), by=last, reason="Lelah.")

    administrator("SYSTEM_ADMIN")
    workflow.end(last.grants.get(), by=last, reason="Lelah.")
    assert not has_grant(fresh(last), "ORGANISATION_ADMIN")


def test_an_administrator_whose_role_is_over_decides_nothing(people):
    made = at(Outcome.PENDING, people, make_user())
    former = people["system"]
    assert has_grant(former, "SYSTEM_ADMIN")  # Kept on his object by this question.
    workflow.end(
        Grant.objects.get(user=former), by=people["organisation"], reason="Selesai."
    )

    with pytest.raises(PermissionDenied, match="diputuskan oleh administrator"):
        workflow.approve(made, by=former)


# --- prolonging ---------------------------------------------------------------------


def test_a_prolongation_goes_on_without_a_gap_once_approved(people):
    receiver = make_user()
    grant = give(receiver, "DPO", until=today() + 9 * A_DAY)

    made = workflow.prolong(
        grant, by=people["system"], reason="Masih bertugas.", until=None
    )

    assert (made.outcome, made.follows) == ("PENDING", grant)
    workflow.approve(made, by=people["organisation"])
    held = [g.period for g in receiver.grants.all()]
    assert held == [
        DateRange(date(2020, 1, 1), today() + 9 * A_DAY),
        DateRange(today() + 9 * A_DAY, None),
    ]


@pytest.mark.parametrize(
    ("until", "words"),
    [(None, "tidak mempunyai tanggal berakhir"), (0, "sudah berakhir")],
)
def test_only_what_will_end_is_prolonged(people, until, words):
    grant = give(make_user(), "DPO", until=today() if until == 0 else None)

    with pytest.raises(PermissionDenied, match=words):
        workflow.prolong(grant, by=people["system"], reason="x", until=None)


def test_nobody_prolongs_his_own(people):
    own = people["system"]
    grant = give(own, "DPO", until=today() + A_DAY)

    with pytest.raises(PermissionDenied, match="diri sendiri"):
        workflow.prolong(grant, by=own, reason="Masih perlu.", until=None)


# --- what stands in the way ---------------------------------------------------------


def test_pressing_propose_twice_makes_one_proposal(people):
    receiver, by = make_user(), people["organisation"]

    first = propose(receiver, "DPO", by=by)
    second = propose(receiver, "DPO", by=by)
    given = [propose(receiver, "UPG", by=by, unit=make_unit()) for _ in range(2)]

    assert first == second
    assert given[0] == given[1]
    assert GrantProposal.objects.count() == 2
    assert Grant.objects.filter(user=receiver).count() == 1


def test_a_second_wish_for_the_same_waits_for_the_first(people):
    receiver = make_user()
    propose(receiver, "DPO", by=people["organisation"])

    with pytest.raises(PermissionDenied, match="sudah menunggu persetujuan"):
        propose(receiver, "DPO", by=people["system"], reason="Lain.")


def test_what_somebody_has_is_not_given_again(people):
    receiver = make_user()
    give(receiver, "DPO")

    with pytest.raises(PermissionDenied, match="sudah memegang"):
        propose(receiver, "DPO", by=people["organisation"])


def test_what_was_ended_may_be_given_again_the_same_day(people):
    receiver, by = make_user(), people["organisation"]
    made = propose(receiver, "UPG", by=by, unit=make_unit())
    workflow.end(made.grant, by=by, reason="Keliru.")

    again = propose(receiver, "UPG", by=by, unit=make_unit())

    assert again != made
    assert has_grant(fresh(receiver), "UPG")


def test_the_same_role_in_two_units_is_two_grants(people):
    receiver, by = make_user(), people["organisation"]
    propose(receiver, "UPG", by=by, unit=make_unit())

    propose(receiver, "UPG", by=by, unit=make_unit("33"))

    assert receiver.grants.count() == 2


def test_who_cannot_sign_in_is_given_nothing(people):
    gone = make_user(is_active=False)

    with pytest.raises(PermissionDenied, match="tidak aktif"):
        propose(gone, "DPO", by=people["organisation"])


# --- leaving ------------------------------------------------------------------------


def test_who_leaves_keeps_no_role_after_his_last_day(people):
    leaver, by = make_user(), people["organisation"]
    give(leaver, "DPO")
    give(leaver, "UPG", unit=make_unit(), until=today() + 2 * A_DAY)
    give(leaver, "P3K2", unit=make_unit(), since=today() + 30 * A_DAY)
    before = give(leaver, "AUDITOR", **scope_for("AUDITOR"), until=today() - A_DAY)
    waiting = propose(leaver, "PLENARY_VIEWER", by=by, unit=make_unit())
    last = today() + 7 * A_DAY

    count = workflow.end_all(leaver, last, by)

    assert count == 2
    held = leaver.grants.in_force(last + A_DAY) | leaver.grants.future(last)
    assert not held.exists()
    assert has_grant(fresh(leaver), "DPO", last)
    waiting.refresh_from_db()
    assert waiting.outcome == "WITHDRAWN"
    untouched = Grant.objects.filter(ended_at=None, user=leaver)
    assert before in untouched
    assert untouched.count() == 2


def test_who_moves_loses_what_he_had_in_the_unit_he_leaves(people):
    mover, left = make_user(), make_unit()
    give(mover, "UPG", unit=left)
    kept = give(mover, "UPG", unit=make_unit("33"))
    waiting = propose(mover, "DPO", by=people["organisation"])

    count = workflow.end_all(
        mover,
        today() - A_DAY,
        people["organisation"],
        among=Grant.objects.filter(unit=left),
        reason="Pindah satker.",
    )

    assert count == 1
    assert list(mover.grants.in_force(today())) == [kept]
    waiting.refresh_from_db()
    assert waiting.is_pending


def test_the_machine_may_end_all_and_leaves_proposals_alone(people):
    leaver = make_user()
    give(leaver, "DPO")
    waiting = propose(leaver, "P3K2", by=people["system"], unit=make_unit())

    assert workflow.end_all(leaver, today() - A_DAY, None) == 1

    assert not who_has("DPO").exists()
    waiting.refresh_from_db()
    assert waiting.is_pending


# --- what the database itself refuses -----------------------------------------------


@contextmanager
def refused(constraint):
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        yield


def row(people, **fields):
    return GrantProposal(
        **{
            "user": make_user(),
            "role": "COMPLAINT_OFFICER",
            "unit": make_unit(),
            "period": DateRange(today(), None),
            "reason": REASON,
            "proposed_by": people["organisation"],
            "proposed_at": timezone.now(),
        }
        | fields
    )


@pytest.mark.parametrize(
    ("name", "fields"),
    [
        ("scope_fits_role", {"unit": None}),
        ("period_has_days", {"period": DateRange(empty=True)}),
        ("decided", {"outcome": "WITHDRAWN", "decided_by": "system"}),
        ("pending_is_undecided", {"decided_by": "system", "decided_at": True}),
        (
            "grant_iff_approved",
            {"outcome": "APPROVED", "decided_by": "system", "decided_at": True},
        ),
        (
            "refusal_has_words",
            {"outcome": "REFUSED", "decided_by": "system", "decided_at": True},
        ),
        (
            "two_people",
            {
                "outcome": "REFUSED",
                "refusal": "Tidak.",
                "decided_by": "organisation",
                "decided_at": True,
            },
        ),
        ("not_for_oneself", {"user": "organisation"}),
        ("outcome_known", {"outcome": "LOST"}),
        ("role_known", {"role": "KING"}),
    ],
)
def test_the_database_refuses_a_proposal_that_breaks_the_rules(people, name, fields):
    for field in ("user", "decided_by"):
        if field in fields:
            fields = fields | {field: people[fields[field]]}
    if "decided_at" in fields:
        fields = fields | {"decided_at": timezone.now()}

    with (
        pytest.raises(IntegrityError, match=f"grant_proposal_{name}"),
        transaction.atomic(),
    ):
        row(people, **fields).save()


def test_the_database_refuses_a_second_pending_proposal(people):
    receiver = make_user()
    row(people, user=receiver).save()

    with (
        pytest.raises(IntegrityError, match="grant_proposal_one_pending"),
        transaction.atomic(),
    ):
        row(people, user=receiver, proposed_by=people["system"]).save()


def test_the_database_refuses_an_end_without_its_reason(people):
    grant = give(make_user(), "DPO")
    grant.ended_at = timezone.now()

    with (
        pytest.raises(IntegrityError, match="grant_end_has_its_reason"),
        transaction.atomic(),
    ):
        grant.save()
