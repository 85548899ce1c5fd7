"""What the Inspektorat does with a case; who reads which note (rules 19, 20, 29)."""

from datetime import datetime, timedelta
from itertools import product
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from audit.models import Event
from deadlines.models import DeadlineRule
from declarations.case_clocks import all_that_apply
from declarations.models import Case, Note, NoteKind
from declarations.workflow import cases, oversight, reconsidering
from documents.models import Standing
from inspectorate.oversight_invariants import faults
from kpu_coi.holdings import held_about
from notifications.models import Message
from tests.case_factories import QUESTION, fresh, make_case, sign_decision
from tests.declarations.test_case_moves import people_of
from tests.factories import (
    give,
    make_office,
    make_position,
    make_tenure,
    make_user,
    party,
)

pytestmark = [pytest.mark.django_db, pytest.mark.rule(29)]

WHY = "Hubungan keluarga sampai derajat ketiga belum ditimbang."
STAND = "Derajat ketiga sudah saya timbang dan tidak berpengaruh."
INTERNAL = "Catatan dalam: cocokkan dengan daftar pemasok."
SHARED = "Untuk penelaah: lihat lampiran akta."


def page_of(case, name="oversight", **more):
    kwargs = {"public_id": case.public_id, **more}
    return reverse(f"declarations:{name}", kwargs=kwargs)


def told(user):
    return set(Message.objects.filter(recipient=user).values_list("subject", flat=True))


# --- who reads which note -----------------------------------------------------------

BOTH_SIDES = {"superior", "auditor", "chief_inspector"}
INSPECTORATE = {"auditor", "chief_inspector"}


@pytest.mark.rule(20, 64)
def test_each_kind_of_note_is_read_by_exactly_the_people_named(client):
    office = make_office()
    people = people_of(office)
    parties = [party("Rekan", person=people["named"].pk)]
    case = make_case("CONTROL_ACTIVE", office=office, parties=parties)
    head, auditor = office.head.user, office.auditor
    give(people["named"], "AUDITOR", region=office.region)
    oversight.comment(case, by=auditor, text=INTERNAL, shared=False)
    oversight.comment(case, by=auditor, text=SHARED, shared=True)
    asked = oversight.inquire(case, by=auditor, question="Mengapa tanpa pengganti?")
    oversight.respond(case, by=head, question=asked, answer="Tidak ada calon lain.")
    oversight.monitor(case, by=auditor, why="Pantau sampai penetapan pemenang.")
    reconsidering.reconsider(case, by=auditor, reason=WHY)
    reconsidering.uphold(case, by=head, reason=STAND)
    oversight.end_oversight(case, by=auditor, conclusion="Cukup, alasannya jelas.")
    readers = {
        INTERNAL: INSPECTORATE,
        SHARED: BOTH_SIDES,
        "Mengapa tanpa pengganti?": BOTH_SIDES,
        "Tidak ada calon lain.": BOTH_SIDES,
        "Pantau sampai penetapan pemenang.": INSPECTORATE,
        WHY: BOTH_SIDES,
        STAND: BOTH_SIDES,
        "Cukup, alasannya jelas.": INSPECTORATE,
    }

    found = {text: set() for text in readers}
    for name, user in people.items():
        client.force_login(user)
        answer = client.get(page_of(case))
        assert answer.status_code == (200 if name in BOTH_SIDES else 404)
        elsewhere = client.get(case.get_absolute_url())
        for text in readers:
            assert text not in elsewhere.text
            if text in answer.text:
                found[text].add(name)

    assert found == readers
    assert not any(
        text in str(held_about(office.staff.user)) for text in (INTERNAL, WHY, STAND)
    )
    assert list(faults()) == []


@pytest.mark.rule(19)
def test_the_own_region_of_somebody_in_the_inspektorat_sees_no_notes(client):
    office = make_office()
    boss_post = make_position(
        "Inspektur Wilayah II", unit=office.nation, kind="REGIONAL_INSPECTOR"
    )
    boss = make_tenure(make_user("Inspektur Wilayah"), boss_post).user
    post = make_position(
        "Auditor", unit=office.nation, kind="AUDITOR", superior=boss_post
    )
    person = make_tenure(make_user("Auditor Yang Menyatakan"), post)
    give(person.user, "AUDITOR", region=office.region)
    give(boss, "REGION_CHIEF", region=office.region)
    case = make_case("UNDER_REVIEW", office=office, tenure=person, parties=[])
    chief = office.chief_inspector
    oversight.comment(case, by=chief, text=INTERNAL, shared=False)
    oversight.comment(case, by=chief, text=SHARED, shared=True)

    def seen(user):
        client.force_login(user)
        answer = client.get(page_of(case))
        if answer.status_code == 404:
            return None
        return INTERNAL in answer.text, SHARED in answer.text

    assert seen(chief) == (True, True)
    assert seen(office.auditor) is None
    assert seen(person.user) is None
    assert seen(boss) == (False, True)
    with pytest.raises(PermissionDenied):
        oversight.comment(case, by=boss, text="Saya juga.", shared=False)


def test_a_note_stands_in_clear_nowhere():
    office = make_office()
    case = make_case("UNDER_REVIEW", office=office)

    note = oversight.comment(case, by=office.auditor, text=INTERNAL, shared=True)

    assert INTERNAL.encode() not in bytes(Note.objects.get().text_sealed)
    assert Note.objects.get(pk=note.pk).text == INTERNAL
    events = Event.objects.values_list("action", "body")
    assert INTERNAL not in str([*events, *Message.objects.values_list("subject")])
    assert Event.objects.filter(action="case.comment").count() == 1


@pytest.mark.parametrize("shared", [True, False])
def test_only_a_shared_note_is_told_to_the_reviewer_and_never_to_the_person(shared):
    office = make_office()
    case = make_case("UNDER_REVIEW", office=office)
    before = told(office.staff.user)

    oversight.comment(case, by=office.auditor, text=SHARED, shared=shared)

    subject = f"Inspektorat menulis catatan atas {case}"
    assert (subject in told(office.head.user)) is shared
    assert told(office.staff.user) == before


# --- question and answer ------------------------------------------------------------


def test_the_reviewer_answers_an_inquiry_once_and_on_his_own_case_alone(client):
    office = make_office()
    case = make_case("UNDER_REVIEW", office=office)
    other = make_case("UNDER_REVIEW", office=office, tenure=office.secretary)
    asked = oversight.inquire(case, by=office.auditor, question="Sejak kapan?")
    client.force_login(office.head.user)
    here = page_of(case, "oversight_respond", note_id=asked.public_id)

    assert "Sejak kapan?" in client.get(here).text
    assert client.post(here, {"text": ""}).status_code == 200
    assert client.post(here, {"text": "Sejak Mei."}).status_code == 302
    again = client.post(here, {"text": "Sejak Juni."})

    assert again.status_code == 409
    assert "sudah dijawab" in again.text
    assert "Sejak Juni." in again.text
    assert Note.objects.get(kind=NoteKind.ANSWER).text == "Sejak Mei."
    assert f"Penelaah menjawab Inspektorat atas {case}" in told(office.auditor)
    wrong = page_of(other, "oversight_respond", note_id=asked.public_id)
    client.force_login(office.chief_inspector)
    assert client.get(wrong).status_code == 404


# --- reminding ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("first", "second", "allowed"),
    [
        ((2026, 12, 1, 9), (2026, 12, 1, 15), False),  # the same Tuesday
        ((2026, 12, 1, 9), (2026, 12, 2, 8), True),  # Wednesday
        ((2026, 12, 4, 16), (2026, 12, 5, 9), False),  # Friday, then Saturday
        ((2026, 12, 4, 16), (2026, 12, 7, 8), True),  # Monday
        ((2026, 12, 5, 9), (2026, 12, 6, 9), False),  # Saturday, then Sunday
    ],
)
def test_the_reviewer_is_reminded_at_most_once_a_working_day(
    monkeypatch, first, second, allowed
):
    office = make_office()
    case = make_case("UNDER_REVIEW", office=office)

    def now(*parts):
        moment = datetime(*parts, tzinfo=ZoneInfo("Asia/Jakarta"))
        monkeypatch.setattr("django.utils.timezone.now", lambda: moment)

    now(*first)
    oversight.remind(case, by=office.auditor)
    now(*second)

    if allowed:
        oversight.remind(case, by=office.auditor)
    else:
        with pytest.raises(PermissionDenied, match="sudah diingatkan"):
            oversight.remind(case, by=office.auditor)
    subject = f"Inspektorat mengingatkan Anda atas {case}"
    sent = Message.objects.filter(recipient=office.head.user, subject=subject)
    assert sent.count() == (2 if allowed else 1)


# --- thinking again -----------------------------------------------------------------

CASES = [("DECIDED", False), ("CONTROL_ACTIVE", True)]


@pytest.mark.rule(7, 21)
@pytest.mark.parametrize(("status", "suspended"), CASES)
def test_asked_to_think_again_the_decision_stays_and_the_clock_runs_anew(
    monkeypatch, status, suspended
):
    office = make_office()
    case = make_case(status, office=office)
    signed = case.decision
    late = case.received_at + timedelta(days=30)
    monkeypatch.setattr("django.utils.timezone.now", lambda: late)

    reconsidering.reconsider(case, by=office.auditor, reason=WHY)

    again = fresh(case)
    assert (again.status, again.suspended, again.decided_at) == (
        "UNDER_REVIEW",
        True,
        None,
    )
    assert again.decision == signed
    assert signed.document.standing == Standing.IN_FORCE
    rule = DeadlineRule.objects.get(code=again.due_rule, regime=case.regime)
    assert again.due_rule == case.due_rule
    assert (again.due_amount, again.due_unit) == (rule.amount, rule.unit)
    assert again.due_on > late.date() > case.due_on
    assert again.reconsideration.due_before == case.due_on
    assert f"Inspektorat meminta Anda menimbang ulang {case}" in told(office.head.user)
    assert f"Putusan atas {case} sedang dipertimbangkan ulang" in told(
        office.staff.user
    )
    assert list(faults()) == []


@pytest.mark.rule(21, 29)
def test_each_clock_says_from_what_it_counts(monkeypatch, client):
    office = make_office()
    case = make_case("DECIDED", office=office)
    assert case.due.basis_words().startswith("3 hari kerja sejak diterima, ")
    asked = case.received_at + timedelta(days=30)
    with monkeypatch.context() as clock:
        clock.setattr("django.utils.timezone.now", lambda: asked)
        reconsidering.reconsider(case, by=office.auditor, reason=WHY)

    again = fresh(case)
    words = "3 hari kerja sejak diminta dipertimbangkan ulang, "
    assert again.due.basis_words().startswith(words)
    clocks = all_that_apply(again)
    (binding,) = [clock["due"] for clock in clocks if clock["binds"]]
    assert binding == again.due
    assert all(one["due"].since == "diminta dipertimbangkan ulang" for one in clocks)
    client.force_login(office.head.user)
    assert words in client.get(case.get_absolute_url()).text

    reconsidering.uphold(case, by=office.head.user, reason=STAND)
    assert fresh(case).due.basis_words() == case.due.basis_words()


@pytest.mark.rule(21, 29)
def test_a_new_decision_leaves_the_clock_that_counted_from_the_request():
    office = make_office()
    case = make_case("CONTROL_ACTIVE", office=office)
    reconsidering.reconsider(case, by=office.auditor, reason=WHY)
    sign_decision(case, office.head.user)

    after = fresh(case)
    assert after.due.on == after.reconsideration.due_on
    assert "sejak diminta dipertimbangkan ulang" in after.due.basis_words()


@pytest.mark.rule(7)
@pytest.mark.parametrize(("status", "suspended"), CASES)
def test_upheld_all_is_as_it_was(status, suspended):
    office = make_office()
    case = make_case(status, office=office)
    signed, running = case.decision, case.decision.controls.filter(ended_at=None)
    controls = running.count()
    reconsidering.reconsider(case, by=office.auditor, reason=WHY)

    reconsidering.uphold(case, by=office.head.user, reason=STAND)

    after = fresh(case)
    assert (after.status, after.suspended) == (status, suspended)
    assert (after.decision, after.decided_at) == (signed, case.decided_at)
    assert (after.due_on, after.legal_basis) == (case.due_on, case.legal_basis)
    assert after.decision.document.standing == Standing.IN_FORCE
    assert running.count() == controls
    assert after.reconsideration.upheld is True
    assert list(faults()) == []


@pytest.mark.rule(15)
def test_everybody_told_of_it_can_open_what_he_is_sent_to(client):
    office = make_office()
    case = make_case("DECIDED", office=office, tenure=office.secretary)
    reconsidering.reconsider(case, by=office.auditor, reason=WHY)

    reconsidering.uphold(case, by=fresh(case).reviewer.user, reason=STAND)

    subject = f"Putusan atas {case} dipertahankan"
    sent = Message.objects.filter(subject=subject).select_related("recipient")
    paths = {message.recipient: message.path for message in sent}
    assert paths[office.auditor] == page_of(case)
    assert paths[office.province_secretary.user] == case.get_absolute_url()
    for person, path in paths.items():
        client.force_login(person)
        assert client.get(path).status_code == 200


@pytest.mark.rule(7, 25)
@pytest.mark.parametrize(
    ("first", "then", "status", "suspended"),
    [
        ("DECIDED", "CONTROLLABLE", "CONTROL_ACTIVE", True),
        ("CONTROL_ACTIVE", "NO_CONFLICT", "DECIDED", False),
        ("CONTROL_ACTIVE", "CONTROLLABLE", "CONTROL_ACTIVE", True),
    ],
)
def test_a_new_decision_supersedes_the_old_one_and_ends_its_controls(
    first, then, status, suspended
):
    office = make_office()
    case = make_case(first, office=office)
    former = case.decision
    reconsidering.reconsider(case, by=office.auditor, reason=WHY)

    signed = sign_decision(case, office.head.user, then)

    after = fresh(case)
    former.refresh_from_db()
    assert signed != former
    assert (after.decision, after.status, after.suspended) == (
        signed,
        status,
        suspended,
    )
    assert former.document.standing == Standing.SUPERSEDED
    assert signed.document.standing == Standing.IN_FORCE
    assert not former.controls.filter(ended_at=None).exists()
    assert signed.controls.filter(ended_at=None).exists() is suspended
    assert after.decisions.count() == 2
    assert after.reconsideration.upheld is False
    assert list(faults()) == []


@pytest.mark.parametrize("ending", ["uphold", "decide"])
def test_it_is_asked_only_once_for_each_case(ending):
    office = make_office()
    case = make_case("CONTROL_ACTIVE", office=office)
    reconsidering.reconsider(case, by=office.auditor, reason=WHY)
    if ending == "uphold":
        reconsidering.uphold(case, by=office.head.user, reason=STAND)
    else:
        sign_decision(case, office.head.user)

    with pytest.raises(PermissionDenied, match="hanya satu kali"):
        reconsidering.reconsider(case, by=office.chief_inspector, reason=WHY)


def test_only_who_was_asked_to_think_again_can_uphold():
    office = make_office()
    case = make_case("UNDER_REVIEW", office=office)

    with pytest.raises(PermissionDenied, match="Belum ada putusan"):
        reconsidering.uphold(case, by=office.head.user, reason=STAND)
    decided = make_case("DECIDED", office=office, tenure=office.secretary)
    with pytest.raises(PermissionDenied):
        reconsidering.uphold(decided, by=decided.decision.decided_by, reason=STAND)


def test_a_question_left_open_by_the_decision_is_open_again():
    office = make_office()
    case = make_case("NEEDS_INFO", office=office)
    sign_decision(case, office.head.user)
    reconsidering.reconsider(case, by=office.auditor, reason=WHY)

    assert fresh(case).status == "NEEDS_INFO"
    cases.answer(case, by=office.staff.user, answer="Sejak Mei.")
    cases.ask(case, by=office.head.user, question=QUESTION)


@pytest.mark.rule(17)
def test_whoever_holds_the_post_by_then_thinks_again():
    office = make_office()
    case = make_case("CONTROL_ACTIVE", office=office)
    reconsidering.reconsider(case, by=office.auditor, reason=WHY)
    stand_in = make_user("Pelaksana Harian")
    make_tenure(stand_in, office.head_post, acting="DAILY")

    with pytest.raises(PermissionDenied):
        reconsidering.uphold(case, by=office.head.user, reason=STAND)
    assert reconsidering.uphold(case, by=stand_in, reason=STAND).shared


# --- lifting, watching, concluding --------------------------------------------------


@pytest.mark.rule(13)
def test_lifted_it_lies_with_the_next_superior_and_the_reason_among_the_notes():
    office = make_office()
    case = make_case("UNDER_REVIEW", office=office)

    oversight.lift(case, by=office.auditor, reason="Sudah dua kali diingatkan.")

    lifted = fresh(case)
    assert lifted.addressee == office.secretary_post
    assert lifted.decision is None
    assert Note.objects.get(kind=NoteKind.ESCALATION).text == (
        "Sudah dua kali diingatkan."
    )


def test_watched_and_concluded_cases_are_found_in_the_list(client):
    office = make_office()
    watched = make_case("UNDER_REVIEW", office=office)
    done = make_case("DECIDED", office=office, tenure=office.secretary)
    again = make_case("DECIDED", office=office, tenure=office.member)
    oversight.monitor(watched, by=office.auditor, why="Pantau.")
    oversight.monitor(done, by=office.chief_inspector, why="Pantau.")
    oversight.end_oversight(done, by=office.auditor, conclusion="Cukup.")
    reconsidering.reconsider(again, by=office.auditor, reason=WHY)
    client.force_login(office.auditor)
    address = reverse("inspectorate:copies")

    def found(view):
        page = client.get(address, {"lihat": view}).text
        return [case for case in (watched, done, again) if case.number in page]

    assert found("dalam-pemantauan") == [watched]
    assert found("pengawasan-ditutup") == [done]
    assert found("diminta-ulang") == [again]
    assert found("belum-dibaca") == [watched, done, again]
    assert "Pengawasan ditutup" in client.get(address).text
    assert list(faults()) == []


@pytest.mark.parametrize("status", ["RECEIVED", "UNDER_REVIEW", "NEEDS_INFO"])
def test_oversight_of_what_is_undecided_is_not_closed(status):
    office = make_office()
    case = make_case(status, office=office)

    with pytest.raises(PermissionDenied):
        oversight.end_oversight(case, by=office.auditor, conclusion="Cukup.")


def test_after_its_end_nothing_is_asked_again():
    office = make_office()
    case = make_case("DECIDED", office=office)
    oversight.end_oversight(case, by=office.auditor, conclusion="Cukup.")

    for verb, words in (
        (reconsidering.reconsider, {"reason": WHY}),
        (oversight.monitor, {"why": "Pantau."}),
        (oversight.end_oversight, {"conclusion": "Lagi."}),
    ):
        with pytest.raises(PermissionDenied, match="sudah ditutup"):
            verb(case, by=office.auditor, **words)


# --- the pages ----------------------------------------------------------------------

FORMS = (
    "oversight_comment",
    "oversight_inquire",
    "oversight_reconsider",
    "oversight_escalate",
    "oversight_monitor",
    "oversight_end",
)


@pytest.mark.parametrize(
    ("name", "status"), list(product(FORMS, ["RECEIVED", "DECIDED"]))
)
def test_a_form_opens_exactly_where_the_move_is_open(client, name, status):
    office = make_office()
    case = make_case(status, office=office)
    client.force_login(office.auditor)
    closed = {
        ("oversight_reconsider", "RECEIVED"),
        ("oversight_end", "RECEIVED"),
        ("oversight_escalate", "DECIDED"),
    }
    open_here = (name, status) not in closed

    assert client.get(page_of(case, name)).status_code == (200 if open_here else 403)
    empty = client.post(page_of(case, name), {"text": ""})
    assert empty.status_code == 200
    assert "Tulis " in empty.text
    answer = client.post(page_of(case, name), {"text": WHY})
    assert answer.status_code == (302 if open_here else 409)
    assert (WHY in answer.text) is not open_here
    assert Note.objects.count() == open_here


def test_the_reviewer_finds_reasons_and_both_ways_on_his_side(client):
    office = make_office()
    case = make_case("CONTROL_ACTIVE", office=office)
    reconsidering.reconsider(case, by=office.auditor, reason=WHY)
    client.force_login(office.head.user)

    page = client.get(page_of(case)).text
    assert WHY in page
    assert page_of(case, "oversight_uphold") in page
    assert reverse("declarations:decision", args=[case.public_id]) in page
    assert "Pertimbangkan ulang putusan Anda" in client.get(reverse("home")).text
    assert client.post(page_of(case, "oversight_uphold"), {"text": STAND}).status_code
    assert Case.objects.get(pk=case.pk).status == "CONTROL_ACTIVE"
