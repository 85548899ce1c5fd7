"""The register of breaches: who may do what when, by hand from rules 52, 63 and 64."""

from datetime import UTC, datetime, timedelta
from itertools import product

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from audit.models import Event
from documents.issuing import read_paper
from documents.signing import ProofRefused, prove_password
from notifications.models import Message
from privacy import rules
from privacy.models import (
    Breach,
    BreachKind,
    BreachLetter,
    BreachStatus,
    Delivery,
)
from privacy.workflow import breaches as workflow
from tests.personnel.factories import (
    PASSWORD,
    give,
    make_position,
    make_tenure,
    make_unit,
    make_user,
)
from tests.privacy.factories import (
    STORY,
    findings,
    fresh,
    hand_over,
    make_breach,
    make_dpo,
    notify,
)

pytestmark = pytest.mark.django_db

PEOPLE = (
    *("reporter", "colleague", "operator", "dpo", "chief_inspector"),
    *("organisation_admin", "system_admin", "auditor", "complaint_officer"),
)
REGISTER = {"dpo", "chief_inspector", "organisation_admin"}
MOVES = {
    "OPEN": {"assess", "dismiss"},
    "ASSESSED": {"assess", "dismiss", "notify"},
    "NOTIFIED": {"deliver"},
    "CLOSED": set(),
    "NO_BREACH": set(),
}


def people_of_the_office():
    unit = make_unit("33.21")
    people = {name: make_user(name) for name in PEOPLE}
    make_tenure(people["reporter"], make_position(unit=unit))
    give(people["operator"], "UNIT_OPERATOR", unit=unit)
    give(people["complaint_officer"], "COMPLAINT_OFFICER", unit=unit)
    for name in ("chief_inspector", "organisation_admin", "system_admin"):
        give(people[name], name.upper())
    give(people["dpo"], "DPO")
    return people


@pytest.mark.rule(63, 64)
@pytest.mark.parametrize("status", BreachStatus)
def test_only_the_dpo_works_on_the_register_and_only_when_it_is_time(status):
    people = people_of_the_office()
    breach = fresh(make_breach(status, by=people["reporter"], dpo=people["dpo"]))

    found = {
        (move.name, name)
        for move, (name, user) in product(workflow.MOVES, people.items())
        if move.verdict(user, breach)
    }

    assert found == {(move, "dpo") for move in MOVES[status]}


@pytest.mark.rule(63, 64)
@pytest.mark.parametrize("status", BreachStatus)
def test_who_sees_a_breach_and_who_reads_what_is_sealed(status):
    people = people_of_the_office()
    breach = fresh(make_breach(status, by=people["reporter"], dpo=people["dpo"]))

    sees, reads_report, reads_findings = (
        {name for name, user in people.items() if question(user)}
        for question in (
            lambda user: Breach.objects.visible_to(user).filter(pk=breach.pk),
            lambda user: rules.may_read_report(user, breach),
            lambda user: rules.may_read_findings(user, breach),
        )
    )

    assert sees == REGISTER | {"reporter"}
    assert reads_report == {"dpo", "chief_inspector", "reporter"}
    assert reads_findings == {"dpo", "chief_inspector"}


@pytest.mark.rule(52, 63)
def test_a_wrong_hands_view_of_a_complaint_is_a_kind_of_breach():
    assert BreachKind.COMPLAINT_SEEN in BreachKind.values

    breach = make_breach(kind="COMPLAINT_SEEN")

    assert "pengadu" in breach.get_kind_display()


@pytest.mark.rule(63)
def test_the_72_hours_run_from_the_discovery_through_the_end_of_the_year():
    found_at = datetime(2025, 12, 30, 20, 15, tzinfo=UTC)

    breach = make_breach(discovered_at=found_at)

    assert breach.due_at == datetime(2026, 1, 2, 20, 15, tzinfo=UTC)
    assert breach.clock.state() == "late"
    assert breach.clock.basis_words().endswith(
        "3 x 24 jam sejak diketahui, UU 27/2022 Pasal 46 ayat (1)"
    )


@pytest.mark.rule(63)
def test_each_letter_holds_the_three_contents_and_names_nobody():
    subject = make_user("Nama Yang Terungkap")
    reporter = make_user("Nama Pelapornya")
    dpo = make_dpo()
    breach = make_breach("NOTIFIED", by=reporter, dpo=dpo, people=[subject.pk])

    letters = list(breach.letters.select_related("document"))

    assert [letter.recipient for letter in letters] == ["SUBJECTS", "AUTHORITY"]
    for letter in letters:
        paper = read_paper(letter.document)
        told = paper["content"]["breach"]
        assert letter.document.kind == "BREACH_NOTICE"
        assert letter.document.confidential
        assert letter.document.public == {"zone": "Asia/Jakarta", "tz_abbr": "WIB"}
        assert told["exposed"] == findings()["findings"]["exposed"]
        assert told["course"] == findings()["findings"]["course"]
        assert told["measures"] == findings()["findings"]["measures"]
        assert subject.name not in str(paper)
        assert reporter.name not in str(paper)
        assert STORY not in str(paper)
        assert paper["content"]["signer"]["name"] == dpo.name
    counted = {
        letter.recipient: "Perkiraan jumlah orang" in str(read_paper(letter.document))
        for letter in letters
    }
    assert counted == {"SUBJECTS": False, "AUTHORITY": True}


@pytest.mark.rule(30, 63)
def test_letters_are_numbered_in_a_row():
    dpo = make_dpo()
    year = timezone.localdate().year

    for _ in range(2):
        make_breach("NOTIFIED", dpo=dpo)

    numbers = list(
        BreachLetter.objects.order_by("pk").values_list("document__number", flat=True)
    )
    assert [number.split("/")[:3] for number in numbers] == [
        [f"000{place}", "PDP", "00"] for place in (1, 2, 3, 4)
    ]
    assert {number.split("/")[-1] for number in numbers} == {str(year)}


@pytest.mark.rule(63)
def test_the_staff_concerned_hear_of_it_and_when_is_recorded():
    by_mail = make_user(email="pegawai@contoh.invalid")
    by_inbox = make_user()
    breach = make_breach("NOTIFIED", people=[by_mail.pk, by_inbox.pk])

    rows = Delivery.objects.order_by("channel").values_list("user", "channel")

    assert list(rows) == [(by_mail.pk, "EMAIL"), (by_inbox.pk, "INBOX")]
    for user in (by_mail, by_inbox):
        message = Message.objects.get(recipient=user)
        assert "kegagalan pelindungan" in message.subject.lower()
        assert STORY not in message.subject + message.body
    assert fresh(breach).subjects_told_at is not None
    assert fresh(breach).authority_told_at is None


@pytest.mark.rule(63)
def test_a_breach_is_closed_when_both_have_been_told_and_not_before():
    dpo = make_dpo()
    breach = make_breach("NOTIFIED", dpo=dpo)

    with pytest.raises(PermissionDenied, match="kepada lembaga"):
        workflow.close(fresh(breach), by=dpo)
    hand_over(breach, dpo)
    with pytest.raises(PermissionDenied, match="kepada subjek"):
        workflow.close(fresh(breach), by=dpo)
    hand_over(breach, dpo, "SUBJECTS", channel="HAND", note="Lewat kepala desa.")
    closed = workflow.close(fresh(breach), by=dpo)

    assert closed.status == "CLOSED"
    assert Delivery.objects.get(channel="HAND").note == "Lewat kepala desa."


def test_the_first_delivery_counts_and_a_later_one_does_not_move_it():
    dpo = make_dpo()
    breach = make_breach("NOTIFIED", dpo=dpo)
    first = timezone.now() - timedelta(hours=2)

    hand_over(breach, dpo, delivered_at=first)
    hand_over(breach, dpo, delivered_at=timezone.now())

    assert fresh(breach).authority_told_at == first


@pytest.mark.rule(63, 72)
def test_nothing_is_signed_when_the_text_changed_or_the_proof_is_anothers():
    dpo, other = make_dpo(), make_user()
    breach = make_breach("ASSESSED", dpo=dpo)
    shown = notify_facts(breach, dpo)
    workflow.assess(breach, by=dpo, **findings(people_count=99))

    with pytest.raises(workflow.LettersChanged):
        workflow.notify(breach, by=dpo, **shown)
    with pytest.raises(ProofRefused):
        notify(breach, dpo, proof=prove_password(other, PASSWORD, address="127.0.0.1"))

    assert fresh(breach).status == "ASSESSED"
    assert BreachLetter.objects.count() == 0


def notify_facts(breach, dpo):
    from privacy.letter import letters_of

    letters = letters_of(fresh(breach), dpo)
    return {
        "proof": prove_password(dpo, PASSWORD, address="127.0.0.1"),
        "content_hash": letters.content_hash,
        "consent": letters.consent,
    }


@pytest.mark.rule(64)
def test_what_was_reported_and_found_lies_sealed_and_the_log_names_nobody():
    reporter = make_user("Nama Pelapornya")
    breach = make_breach("ASSESSED", by=reporter)

    stored = Breach.objects.values().get(pk=breach.pk)

    assert fresh(breach).report["story"] == STORY
    for value in [*stored.values(), *Event.objects.values_list("body", flat=True)]:
        held = bytes(value) if isinstance(value, memoryview) else str(value).encode()
        assert b"tertinggal" not in held
        assert b"Pelapornya" not in held


def test_who_reported_it_hears_what_became_of_it():
    reporter = make_user()

    breach = make_breach("NO_BREACH", by=reporter)

    message = Message.objects.get(recipient=reporter)
    assert message.subject == (
        f"Laporan Anda {breach.number}: bukan kegagalan pelindungan"
    )
