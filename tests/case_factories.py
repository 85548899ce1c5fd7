"""Cases for tests, made by walking the real moves from a signed statement."""

from datetime import timedelta

from django.utils import timezone

from declarations.decision_content import preview_of
from declarations.models import Case, CaseStatus, Kind
from declarations.workflow import cases
from declarations.workflow import statements as statement_moves
from declarations.workflow.decisions import decide, save_draft
from documents.signing import prove_password
from tests.factories import PASSWORD, make_office, make_statement, party

QUESTION = "Apakah evaluasi teknis sudah dimulai ketika Anda mengetahuinya?"
ANSWER = "Belum, dokumen penawaran baru dibuka sehari sebelumnya."
FINDING = "Akta pendirian perusahaan membenarkan hubungan keluarga itu."

NO_CONTROL = {
    "rows": "1",
    "truth": "FALSE",
    "truth_reason": FINDING,
    "impact": "LOW",
    "impact_reason": "Tidak ada keputusan yang sedang dihadapi.",
    "outcome": "NO_CONFLICT",
    "decision_text": "Yang menyatakan melanjutkan tugasnya.",
    "plenary_on": "",
    "plenary_number": "",
}


def decision_answers(outcome="CONTROLLABLE", *, today=None, **fields):
    """What a reviewer typed, in the shape of a POST; with a control where needed."""
    if outcome == "NO_CONFLICT":
        return NO_CONTROL | fields
    today = today or timezone.localdate()
    return (
        NO_CONTROL
        | {
            "truth": "TRUE",
            "impact": "MEDIUM",
            "outcome": outcome,
            "decision_text": "Yang menyatakan tidak ikut menilai penawaran itu.",
            "k0-form": "RECUSE",
            "k0-form_other": "",
            "k0-scope": "Seluruh evaluasi dan penetapan pemenang pengadaan itu.",
            "k0-starts_on": today.isoformat(),
            "k0-review_on": (today + timedelta(days=30)).isoformat(),
            "k0-substitute": "",
        }
        | fields
    )


def make_case(status=CaseStatus.RECEIVED, *, office=None, tenure=None, **answers):
    """
    A case brought to a status by the moves that lead there.

    By default the one of `office.staff`, whose superior is `office.head`; takes
    what `make_statement` takes of answers.
    """
    office = office or make_office()
    if status == CaseStatus.AWAITING_ADDRESSEE:
        answers.setdefault("parties", everybody_above(office))
    tenure = tenure or office.staff
    statement = make_statement(kind=Kind.POTENTIAL, tenure=tenure, **answers)
    case = fresh(statement.case)
    if status in (CaseStatus.RECEIVED, CaseStatus.AWAITING_ADDRESSEE):
        return case
    if status == CaseStatus.CANCELLED:
        statement_moves.withdraw(statement, by=tenure.user)
        return fresh(case)
    reviewer = case.reviewer.user
    cases.open_review(case, by=reviewer)
    if status == CaseStatus.NEEDS_INFO:
        cases.ask(case, by=reviewer, question=QUESTION)
    if status == CaseStatus.DECIDED:
        sign_decision(case, reviewer, "NO_CONFLICT")
    if status == CaseStatus.CONTROL_ACTIVE:
        sign_decision(case, reviewer)
    return fresh(case)


def everybody_above(office):
    """Two named superiors: after two skips the Inspektorat chooses (rule 13)."""
    return [
        party("Kasubbag", person=office.head.user_id),
        party("Sekretaris", person=office.secretary.user_id),
    ]


def sign_decision(case, user, outcome="CONTROLLABLE", **fields):
    """Draft and sign a decision as the pages do."""
    case = fresh(case)
    save_draft(case, by=user, typed=decision_answers(outcome, **fields))
    return sign_draft(case, user)


def sign_draft(case, user, *, content_hash=None):
    preview = preview_of(fresh(case), user)
    return decide(
        case,
        by=user,
        proof=prove_password(user, PASSWORD, address="127.0.0.1"),
        content_hash=content_hash or preview.content_hash,
        consent=preview.consent,
    )


def fresh(case):
    """The case as a page reads it, with nothing remembered from before."""
    return Case.objects.with_statement().get(pk=case.pk)
