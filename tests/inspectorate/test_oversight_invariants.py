"""`check_data` names what does not hold together beside a case (rules 19, 20, 29)."""

import pytest
from django.db import connection

from declarations.models import Case, Consultation, KeptOut, Note, Recommendation
from declarations.workflow import (
    advice,
    amending,
    cases,
    consultations,
    oversight,
    reconsidering,
)
from inspectorate.invariants import breaches
from inspectorate.oversight_invariants import faults
from kpu_coi import vault
from tests.case_factories import make_case, sign_decision
from tests.consultation_factories import ask, make_advisers
from tests.declarations.test_advice import ADVICE
from tests.factories import fill, make_office, party, sign

pytestmark = pytest.mark.django_db

WHY = "Belum ditimbang."


@pytest.fixture
def office():
    """Advice given, a decision replaced, an oversight ended, a question answered."""
    office = make_office()
    adviser, _ = make_advisers(office)
    case = make_case("UNDER_REVIEW", office=office)
    advice.consult(case, by=office.head.user)
    advice.recommend(case, by=adviser, **ADVICE)
    sign_decision(case, office.head.user)
    asked = oversight.inquire(case, by=office.auditor, question="Sejak kapan?")
    oversight.respond(case, by=office.head.user, question=asked, answer="Sejak Mei.")
    reconsidering.reconsider(case, by=office.auditor, reason=WHY)
    sign_decision(case, office.head.user, decision_text="Ia juga tidak menghadiri.")
    oversight.monitor(case, by=office.auditor, why="Pantau.")
    oversight.end_oversight(case, by=office.auditor, conclusion="Cukup.")
    question = ask(office.staff.user)
    consultations.take(question, by=adviser)
    consultations.note_reading(question, by=adviser)
    return office


def found():
    return {fault for _, fault in faults()}


def test_what_the_moves_lead_to_is_sound(office):
    assert list(breaches()) == []


@pytest.mark.parametrize(
    ("table", "change", "fault"),
    [
        (
            "declarations_recommendation",
            "asked_at = asked_at + interval '1 second', "
            "given_at = given_at + interval '1 day'",
            "diberikan tanpa diminta",
        ),
        (
            "declarations_recommendation",
            "given_by_id = %(declarant)s",
            "diberikan oleh yang menyatakan",
        ),
        (
            "declarations_recommendation",
            "content_sealed = '\\x00'",
            "isi tidak dapat dibuka dari brankas",
        ),
        ("declarations_note", "written_by_id = %(declarant)s", "ditulis oleh"),
        ("declarations_case", "monitored_at = NULL", "tanpa tanggalnya"),
        ("declarations_reconsideration", "upheld = true", "hasilnya tidak sesuai"),
        (
            "declarations_reconsideration",
            "ended_at = NULL, upheld = NULL",
            "berjalan atau selesai tidak sesuai",
        ),
        ("declarations_control", "ended_at = NULL", "pengendaliannya masih berjalan"),
        ("documents_document", "standing = 'IN_FORCE'", "suratnya masih berlaku"),
        ("documents_document", "standing = 'SUPERSEDED'", "suratnya sudah digantikan"),
        (
            "declarations_consultation",
            "subject_sealed = '\\x00'",
            "isi tidak dapat dibuka dari brankas",
        ),
        (
            "declarations_consultationreading",
            "reader_id = %(declarant)s",
            "pembacaan penanya tercatat",
        ),
    ],
)
def test_a_row_changed_behind_the_programs_back_is_named(office, table, change, fault):
    with connection.cursor() as cursor:
        who = {"declarant": office.staff.user_id}
        cursor.execute(f"UPDATE {table} SET {change}", who)

    assert any(fault in one for one in found())


@pytest.mark.parametrize("kind", ["MONITORING", "CONCLUSION", "RECONSIDER"])
def test_a_mark_without_its_note_is_named(office, kind):
    Note.objects.filter(kind=kind).delete()

    assert any("tanpa catatannya" in one for one in found())


def test_an_end_before_the_decision_and_a_lost_question_are_named(office):
    other = make_case("UNDER_REVIEW", office=office, tenure=office.secretary)
    Case.objects.filter(pk=other.pk).update(oversight_ended_at=other.received_at)
    Consultation.objects.get().messages.all().delete()

    assert "pengawasan ditutup sebelum diputuskan" in found()
    assert "tidak mempunyai pertanyaan" in found()
    assert Recommendation.objects.count() == 1


BY_A_PARTY = "diputuskan oleh orang yang disebut sebagai pihak lain"


@pytest.mark.rule(20)
def test_a_decision_of_somebody_who_was_named_in_it_is_named():
    office = make_office()
    case = make_case("CONTROL_ACTIVE", office=office)
    key = vault.person_key(office.head.user_id)
    KeptOut.objects.create(case=case, person_key=key, why="PARTY")

    assert BY_A_PARTY in {breach.what for breach in breaches()}


@pytest.mark.rule(20, 29)
def test_whoever_decided_before_a_newer_version_named_him_has_decided_soundly():
    office = make_office()
    case = make_case("CONTROL_ACTIVE", office=office)
    reconsidering.reconsider(case, by=office.auditor, reason=WHY)
    draft = amending.amend(case.statement, by=office.staff.user)
    named = party("Kasubbag", person=office.head.user_id)

    sign(fill(draft, parties=[named]))

    assert case.decision.decided_by == office.head.user
    assert [str(breach) for breach in breaches()] == []


@pytest.mark.rule(3, 29)
def test_thinking_again_ends_where_a_newer_case_takes_the_place_of_this_one():
    office = make_office()
    case = make_case("CONTROL_ACTIVE", office=office)
    sign(fill(amending.amend(case.statement, by=office.staff.user)))
    reconsidering.reconsider(case, by=office.auditor, reason=WHY)
    newer = case.followed_by.get()
    cases.open_review(newer, by=office.head.user)

    sign_decision(newer, office.head.user)

    case.refresh_from_db()
    assert (case.status, case.reconsideration.upheld) == ("CLOSED", False)
    assert [str(breach) for breach in breaches()] == []
