"""The decision: what it must hold, what it does, how it is signed (rules 16, 23-27)."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from audit.models import Event
from declarations.decision_content import preview_of, substitutes_for
from declarations.forms.cases import from_draft
from declarations.models import CaseStatus, Decision, DecisionDraft
from declarations.workflow import cases
from declarations.workflow.decisions import DecisionChanged, decide, save_draft
from documents.signing import ProofRefused, prove_password
from documents.store import read_paper
from kpu_coi import vault
from kpu_coi.canonical import content_hash
from notifications.models import Message
from tests.case_factories import (
    decision_answers,
    fresh,
    make_case,
    sign_decision,
    sign_draft,
)
from tests.factories import (
    PASSWORD,
    make_office,
    make_position,
    make_statement,
    make_tenure,
    make_user,
    party,
)

pytestmark = pytest.mark.django_db


CONTROL_FIELDS = ("form", "form_other", "scope", "starts_on", "review_on", "substitute")


def judged(case, *, outcome="CONTROLLABLE", **typed):
    """The form bound to what a reviewer typed for that outcome."""
    return bound(case, decision_answers(outcome, **typed))


def bound(case, typed):
    case = fresh(case)
    return from_draft(typed, case=case, substitutes=substitutes_for(case))


@pytest.mark.rule(23)
@pytest.mark.parametrize(
    "missing", ["truth", "truth_reason", "impact", "impact_reason", "decision_text"]
)
def test_truth_and_impact_are_recorded_with_their_reasons(missing):
    form = judged(make_case("UNDER_REVIEW"), outcome="CONTROLLABLE", **{missing: ""})

    assert list(form.errors) == [missing]


@pytest.mark.rule(24, 41)
@pytest.mark.parametrize(
    "outcome",
    ["CONTROLLABLE", "RECUSED", "REVIEW_PAST_DECISION", "REFERRED", "OUT_OF_SCOPE"],
)
def test_every_outcome_but_no_conflict_needs_a_control(outcome):
    case = make_case("UNDER_REVIEW")
    bare = {f"k0-{field}": "" for field in CONTROL_FIELDS}

    assert judged(case, outcome=outcome).is_valid()
    refused = judged(case, outcome=outcome, **bare)
    assert refused.errors["outcome"] == [
        "Putusan ini memerlukan paling sedikit satu pengendalian."
    ]


@pytest.mark.rule(24)
def test_without_a_conflict_there_is_nothing_to_control():
    case = make_case("UNDER_REVIEW")
    controlled = decision_answers("CONTROLLABLE") | {"outcome": "NO_CONFLICT"}

    assert judged(case, outcome="NO_CONFLICT").is_valid()
    assert list(bound(case, controlled).errors) == ["outcome"]


@pytest.mark.rule(24)
@pytest.mark.parametrize("field", ["scope", "starts_on", "review_on"])
def test_a_control_has_scope_start_and_review_date(field):
    form = judged(make_case("UNDER_REVIEW"), outcome="RECUSED", **{f"k0-{field}": ""})

    assert not form.is_valid()
    assert list(form.controls[0].errors) == [field]


def test_a_review_before_the_start_is_refused():
    yesterday = timezone.localdate() - timedelta(days=1)
    form = judged(
        make_case("UNDER_REVIEW"),
        outcome="RECUSED",
        **{"k0-review_on": yesterday.isoformat()},
    )

    assert form.controls[0].errors["review_on"] == [
        "Tanggal peninjauan harus setelah mulai."
    ]


@pytest.mark.rule(42)
def test_another_form_of_control_must_be_named():
    form = judged(make_case("UNDER_REVIEW"), outcome="RECUSED", **{"k0-form": "OTHER"})

    assert form.controls[0].errors["form_other"] == ["Sebutkan bentuk lainnya."]


@pytest.mark.rule(41, 42, 43)
def test_truth_impact_outcome_and_control_are_chosen_from_the_lists():
    form = judged(make_case("UNDER_REVIEW"), outcome="CONTROLLABLE")

    def codes(field):
        return [code for code, _ in field.choices if code]

    assert codes(form.fields["truth"]) == ["TRUE", "PARTLY", "FALSE"]
    assert codes(form.fields["impact"]) == ["LOW", "MEDIUM", "HIGH"]
    assert codes(form.fields["outcome"]) == [
        "NO_CONFLICT",
        "CONTROLLABLE",
        "RECUSED",
        "REVIEW_PAST_DECISION",
        "REFERRED",
        "OUT_OF_SCOPE",
    ]
    assert codes(form.controls[0].fields["form"]) == [
        "RECUSE",
        "TRANSFER_AUTHORITY",
        "REPLACE_OFFICIAL",
        "RESTRICT_INFO",
        "RESTRICT_VOTE",
        "DIVEST",
        "REASSIGN",
        "MOVE_POST",
        "RESIGN_POST",
        "EXTRA_OVERSIGHT",
        "OPEN_STATEMENT",
        "SANCTION",
        "OTHER",
    ]


@pytest.mark.rule(26)
def test_a_substitute_must_not_be_named_or_under_an_open_conflict_in_the_unit():
    office = make_office()
    make_statement(kind="POTENTIAL", tenure=office.secretary)
    case = make_case(
        "UNDER_REVIEW",
        office=office,
        parties=[party("Anggota", person=office.member.user_id)],
    )

    def refusal(tenure):
        form = judged(case, outcome="RECUSED", **{"k0-substitute": str(tenure.user_id)})
        form.is_valid()
        return list(form.controls[0].errors.get("substitute", ()))

    assert refusal(office.member) == ["Pejabat pengganti disebut sebagai pihak lain."]
    assert refusal(office.secretary) == [
        "Orang ini tidak dapat menjadi pengganti. Pilih pejabat lain."
    ]
    assert len(refusal(office.staff)) == 1
    assert refusal(office.chair) == []


@pytest.mark.rule(26)
def test_a_substitute_who_declares_before_the_signature_is_refused_at_signing():
    office = make_office()
    case = make_case("UNDER_REVIEW", office=office)
    head = office.head.user
    typed = decision_answers(**{"k0-substitute": str(office.member.user_id)})
    save_draft(case, by=head, typed=typed)
    shown = preview_of(fresh(case), head).content_hash
    make_statement(kind="POTENTIAL", tenure=office.member)

    with pytest.raises(DecisionChanged):
        decide(
            case,
            by=head,
            proof=prove_password(head, PASSWORD, address="127.0.0.1"),
            content_hash=shown,
            consent="ya",
        )

    assert fresh(case).status == CaseStatus.UNDER_REVIEW


@pytest.mark.rule(16)
def test_date_and_number_of_a_plenary_come_together():
    case = make_case("UNDER_REVIEW")
    today = timezone.localdate().isoformat()

    half = judged(case, outcome="CONTROLLABLE", plenary_on=today)
    whole = judged(
        case, outcome="CONTROLLABLE", plenary_on=today, plenary_number="12/BA/2026"
    )

    assert list(half.errors) == ["plenary_number"]
    assert whole.is_valid()


@pytest.mark.rule(16)
def test_what_a_plenary_decided_it_has_decided_already():
    case = make_case("UNDER_REVIEW")
    tomorrow = (case.today + timedelta(days=1)).isoformat()

    today = judged(case, plenary_on=case.today.isoformat(), plenary_number="12/BA")
    early = judged(case, plenary_on=tomorrow, plenary_number="12/BA")

    assert today.is_valid()
    assert early.errors == {"plenary_on": ["Rapat Pleno harus sudah berlangsung."]}


@pytest.mark.rule(15, 16)
def test_a_case_of_the_plenary_needs_its_date_and_number():
    office = make_office()
    case = make_case("RECEIVED", office=office, tenure=office.national_chair)
    cases.open_review(case, by=office.chief_inspector)

    form = judged(case, outcome="CONTROLLABLE")

    assert sorted(form.errors) == ["plenary_number", "plenary_on"]


@pytest.mark.rule(25)
@pytest.mark.parametrize(
    ("outcome", "status", "suspended"),
    [
        ("NO_CONFLICT", "DECIDED", False),
        ("CONTROLLABLE", "CONTROL_ACTIVE", True),
        ("RECUSED", "CONTROL_ACTIVE", True),
        ("REVIEW_PAST_DECISION", "CONTROL_ACTIVE", True),
        ("REFERRED", "CONTROL_ACTIVE", True),
        ("OUT_OF_SCOPE", "CONTROL_ACTIVE", True),
    ],
)
def test_only_no_conflict_ends_the_suspension(outcome, status, suspended):
    office = make_office()
    case = make_case("UNDER_REVIEW", office=office)

    sign_decision(case, office.head.user, outcome)

    decided = fresh(case)
    assert (decided.status, decided.suspended) == (status, suspended)
    assert decided.decided_at is not None


@pytest.mark.rule(27, 30)
def test_a_decision_is_signed_numbered_sealed_and_told():
    office = make_office()
    case = make_case("UNDER_REVIEW", office=office)

    decision = sign_decision(case, office.head.user)

    assert decision.number.startswith("0001/PTS/33.21/")
    assert decision.evidence.user == office.head.user
    assert decision.evidence.content_hash == content_hash(decision.content)
    assert decision.content["review"]["basis_number"] == case.number
    assert decision.content["review"]["basis_hash"] == case.statement.content_hash
    paper = read_paper(decision.document)
    assert paper["content"] == decision.content
    assert paper["record"]["number"] == decision.number
    event = Event.objects.get(stream=f"case:{case.pk}", action="case.decide")
    assert paper["log"]["hash"] == event.hash
    assert decision.document.confidential
    told = Message.objects.filter(about=f"case:{case.pk}", subject__contains="utus")
    assert {message.recipient for message in told} == {
        office.staff.user,
        office.auditor,
    }
    assert not DecisionDraft.objects.exists()


def test_words_of_a_decision_are_not_readable_in_the_database():
    office = make_office()
    case = make_case("UNDER_REVIEW", office=office)
    secret = "Rahasia temuan pemeriksaan."

    save_draft(case, by=office.head.user, typed=decision_answers(truth_reason=secret))
    draft = DecisionDraft.objects.get()
    decision = sign_draft(case, office.head.user)

    assert b"Rahasia" not in bytes(draft.answers_sealed)
    assert b"Rahasia" not in bytes(decision.content_sealed)
    assert b"Rahasia" not in bytes(decision.document.record)
    assert decision.content["review"]["truth_reason"] == secret
    with pytest.raises(vault.VaultError):
        vault.open_json(bytes(decision.content_sealed), context="decision:other")


def test_another_text_than_the_one_shown_is_not_signed():
    office = make_office()
    case = make_case("UNDER_REVIEW", office=office)
    head = office.head.user
    save_draft(case, by=head, typed=decision_answers())
    shown = preview_of(fresh(case), head).content_hash
    save_draft(case, by=head, typed=decision_answers(decision_text="Lain sama sekali."))

    with pytest.raises(DecisionChanged) as changed:
        sign_draft(case, head, content_hash=shown)

    assert changed.value.preview.content["review"]["decision_text"] == (
        "Lain sama sekali."
    )
    assert not Decision.objects.exists()


def test_the_proof_of_another_person_signs_nothing():
    office = make_office()
    case = make_case("UNDER_REVIEW", office=office)
    head = office.head.user
    save_draft(case, by=head, typed=decision_answers())

    with pytest.raises(ProofRefused):
        decide(
            case,
            by=head,
            proof=prove_password(office.chair.user, PASSWORD, address="127.0.0.1"),
            content_hash=preview_of(fresh(case), head).content_hash,
            consent="ya",
        )

    assert fresh(case).status == CaseStatus.UNDER_REVIEW


def test_a_decided_case_is_not_decided_again():
    office = make_office()
    case = make_case("CONTROL_ACTIVE", office=office)
    head = office.head.user

    with pytest.raises(PermissionDenied, match="“Pengendalian berjalan”"):
        decide(
            case,
            by=head,
            proof=prove_password(head, PASSWORD, address="127.0.0.1"),
            content_hash="0" * 64,
            consent="ya",
        )

    assert Decision.objects.count() == 1


def test_a_decision_may_come_before_the_answer():
    office = make_office()
    case = make_case("NEEDS_INFO", office=office)

    sign_decision(case, office.head.user)

    assert fresh(case).status == CaseStatus.CONTROL_ACTIVE


@pytest.mark.rule(15, 16)
def test_the_chief_inspector_signs_what_the_plenary_decided():
    office = make_office()
    post = make_position("Inspektur Utama", unit=office.nation, kind="CHIEF_INSPECTOR")
    make_tenure(office.chief_inspector, post)
    case = make_case("RECEIVED", office=office, tenure=office.national_chair)
    cases.open_review(case, by=office.chief_inspector)

    decision = sign_decision(
        case,
        office.chief_inspector,
        plenary_on="2026-11-20",
        plenary_number="12/PL/2026",
    )

    assert decision.number.startswith("0001/PTS/00/")
    assert decision.content["text"]["role"] == "selaku pencatat hasil Rapat Pleno,"
    assert decision.content["review"]["plenary"] == (
        "Putusan ini adalah hasil Rapat Pleno pada Jumat, "
        "20\N{NO-BREAK SPACE}November\N{NO-BREAK SPACE}2026, "
        "berita acara nomor 12/PL/2026."
    )


@pytest.mark.rule(13)
def test_a_chosen_reviewer_does_not_sign_as_direct_superior():
    office = make_office()
    direct = make_case("CONTROL_ACTIVE", office=office)
    other = make_tenure(
        make_user("Rekan"), make_position(unit=office.unit, superior=office.head_post)
    )
    case = make_case("AWAITING_ADDRESSEE", office=office, tenure=other)
    cases.choose_addressee(case, by=office.chief_inspector, tenure=office.chair)
    cases.open_review(case, by=office.chair.user)

    chosen = sign_decision(case, office.chair.user)

    assert chosen.content["text"]["role"] == "selaku penelaah yang ditunjuk,"
    assert direct.decision.content["text"]["role"] == "selaku atasan langsung,"


def test_all_texts_together_fit_on_a_paper():
    case = make_case("UNDER_REVIEW")
    many_lines = "\n".join(["baris"] * 150)

    assert judged(case, truth_reason="kata " * 599).is_valid()
    assert judged(case, truth_reason=many_lines).is_valid()
    both = judged(case, truth_reason=many_lines, impact_reason=many_lines)
    assert not both.is_valid()
    assert both.non_field_errors() == [
        "Seluruh isian berjumlah 302 baris. Batasnya 200. "
        "Persingkat isian yang paling panjang."
    ]
