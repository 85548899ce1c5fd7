"""Requests about one's own data: who may do what when, by hand from rule 68."""

from datetime import UTC, datetime
from itertools import product

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from audit.models import Event
from notifications.models import Message
from privacy.models import DataRequest, FieldGroup, RequestKind, RequestStatus
from privacy.workflow import requests as workflow
from tests.personnel.factories import (
    give,
    make_position,
    make_tenure,
    make_unit,
    make_user,
)
from tests.privacy.factories import WANTED, WRONG, fresh, make_dpo, make_request

pytestmark = pytest.mark.django_db

PEOPLE = (
    *("asker", "colleague", "operator", "other_operator", "dpo"),
    *("organisation_admin", "system_admin", "chief_inspector"),
)
HANDLERS = ("operator", "dpo", "organisation_admin")
ALLOWED = {
    *(("RECEIVED", "accept", name) for name in HANDLERS),
    *(("RECEIVED", "refuse", name) for name in HANDLERS),
    *(("ACCEPTED", "refuse", name) for name in HANDLERS),
    *(("ACCEPTED", "complete", name) for name in HANDLERS),
    ("RECEIVED", "withdraw", "asker"),
}


def people_of_a_unit():
    unit, other = make_unit("33.21"), make_unit("33.22", "KPU Kabupaten Lain")
    people = {name: make_user(name) for name in PEOPLE}
    for name in ("asker", "colleague", "operator"):
        make_tenure(people[name], make_position(unit=unit))
    give(people["operator"], "UNIT_OPERATOR", unit=unit)
    give(people["other_operator"], "UNIT_OPERATOR", unit=other)
    give(people["dpo"], "DPO")
    for name in ("organisation_admin", "system_admin", "chief_inspector"):
        give(people[name], name.upper())
    return people


@pytest.mark.rule(64, 68)
@pytest.mark.parametrize("status", RequestStatus)
def test_a_move_is_open_to_exactly_the_people_named(status):
    people = people_of_a_unit()
    asked = make_request(status, by=people["asker"])

    found = {
        (str(status), move.name, name)
        for move, (name, user) in product(workflow.MOVES, people.items())
        if move.verdict(user, fresh(asked))
    }

    assert found == {row for row in ALLOWED if row[0] == status}


@pytest.mark.rule(64, 68)
@pytest.mark.parametrize(("kind", "group"), list(product(RequestKind, FieldGroup)))
def test_a_unit_operator_sees_corrections_of_identity_in_his_unit_alone(kind, group):
    people = people_of_a_unit()
    asked = make_request(by=people["asker"], kind=kind, group=group)

    seen_by = {
        name
        for name, user in people.items()
        if DataRequest.objects.visible_to(user).filter(pk=asked.pk).exists()
    }

    mine = (kind, group) == ("CORRECTION", "IDENTITY")
    always = {"asker", "dpo", "organisation_admin"}
    assert seen_by == (always | {"operator"} if mine else always)


@pytest.mark.rule(68)
@pytest.mark.parametrize("role", ["DPO", "ORGANISATION_ADMIN"])
def test_nobody_answers_his_own_request(role):
    asker = make_user()
    give(asker, role)
    asked = make_request(by=asker)

    with pytest.raises(PermissionDenied, match="dijawab oleh orang lain"):
        workflow.accept(asked, by=asker, answer="Ya.")


@pytest.mark.rule(67, 68)
def test_an_erasure_is_refused_by_law_and_never_carried_out():
    asked, dpo = make_request(kind="ERASURE"), make_dpo()

    with pytest.raises(PermissionDenied, match="jadwal retensi arsip"):
        workflow.accept(asked, by=dpo, answer="Dihapus.")
    with pytest.raises(PermissionDenied, match="Pasal 50"):
        workflow.refuse(asked, by=dpo, ground="CORRECT", answer="Sudah benar.")
    refused = workflow.refuse(asked, by=dpo, ground="ARCHIVES", answer="Arsip negara.")

    assert refused.status == "REFUSED"
    assert "Pasal 43" in refused.get_ground_display()
    with pytest.raises(IntegrityError), transaction.atomic():
        DataRequest.objects.filter(pk=asked.pk).update(status="DONE", ground="")


@pytest.mark.rule(68)
@pytest.mark.parametrize(
    ("zone", "tz_abbr"),
    [("Asia/Jakarta", "WIB"), ("Asia/Makassar", "WITA"), ("Asia/Jayapura", "WIT")],
)
def test_the_clock_is_three_times_24_hours_on_the_clock_of_the_persons_unit(
    monkeypatch, zone, tz_abbr
):
    friday = datetime(2026, 12, 31, 15, 30, tzinfo=UTC)
    monkeypatch.setattr("django.utils.timezone.now", lambda: friday)
    unit = make_unit("94.01", "KPU Kabupaten Timur", timezone=zone, tz_abbr=tz_abbr)
    asker = make_tenure(position=make_position(unit=unit)).user

    asked = make_request(by=asker)

    assert asked.due_at == datetime(2027, 1, 3, 15, 30, tzinfo=UTC)
    assert asked.clock.zone_abbr == tz_abbr
    assert asked.clock.legal_basis == "UU 27/2022 Pasal 30 ayat (1)"


@pytest.mark.rule(68)
def test_what_was_written_lies_sealed_and_the_log_has_ids_alone():
    asked = make_request("REFUSED")

    stored = DataRequest.objects.values().get(pk=asked.pk)

    assert fresh(asked).asked == {"wrong": WRONG, "wanted": WANTED}
    assert fresh(asked).answer == "Wajib."
    for value in [*stored.values(), *Event.objects.values_list("body", flat=True)]:
        held = bytes(value) if isinstance(value, memoryview) else str(value).encode()
        assert b"Penata" not in held
        assert asked.user.name.encode() not in held


def news(user):
    return list(
        Message.objects.filter(recipient=user).values_list("subject", flat=True)
    )


@pytest.mark.rule(68)
def test_those_who_answer_hear_of_it_at_once_and_the_asker_hears_each_answer():
    people = people_of_a_unit()
    asked = make_request(by=people["asker"])
    told = {name for name, user in people.items() if news(user)}

    workflow.accept(asked, by=people["dpo"], answer="Akan diperbaiki.")
    workflow.complete(asked, by=people["operator"])

    assert told == {"operator", "dpo"}
    assert news(people["operator"])[0] == "Kerjakan perubahan data yang disetujui"
    assert news(people["asker"]) == [
        "Permintaan data Anda: selesai dikerjakan",
        "Permintaan data Anda: disetujui, sedang dikerjakan",
    ]


def test_without_dpo_and_operator_an_administrator_hears_of_it():
    admin = make_user()
    give(admin, "ORGANISATION_ADMIN")

    make_request(group="STATEMENTS", kind="ACCESS", wanted="")

    assert news(admin) == ["Permintaan data pribadi menunggu jawaban"]


@pytest.mark.parametrize(
    ("group", "changer"),
    [
        ("IDENTITY", "operator"),
        ("POSTS", "organisation_admin"),
        ("ROLES", "organisation_admin"),
        ("STATEMENTS", "dpo"),
    ],
)
def test_an_accepted_correction_goes_to_whoever_keeps_such_data(group, changer):
    people = people_of_a_unit()
    asked = make_request(by=people["asker"], group=group)

    workflow.accept(asked, by=people["dpo"], answer="Akan diperbaiki.")

    told = {
        name
        for name, user in people.items()
        if "Kerjakan perubahan data yang disetujui" in news(user)
    }
    assert told == {changer}


def test_a_request_of_somebody_without_a_post_is_shown_in_jakarta_time():
    asked = make_request(by=make_user())

    assert asked.unit is None
    assert asked.clock.zone_abbr == "WIB"
