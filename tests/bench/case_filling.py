"""
The matters of every office and the cases of five years, in bulk: one a year of twenty.

A superior opened them, so that no statement is needed. The older, the more of them are
decided, with a control, recusals and for some a referral.
"""

from datetime import timedelta
from uuid import uuid4
from zlib import crc32

from tests.bench.filling import BATCH, YEARS, made, now_and_then

CASE_ONE_IN = 20
MATTERS_A_UNIT = 12
SHOWN = ("RECEIVED", "UNDER_REVIEW", "NEEDS_INFO", "CONTROL_ACTIVE", "DECIDED")


def fill_matters() -> dict[int, list]:
    """By unit."""
    from declarations.models import Matter, MatterKind, MatterState
    from personnel.models import Grant, Role, Unit

    operators = dict(
        Grant.objects.filter(role=Role.UNIT_OPERATOR).values_list("unit", "user")
    )
    found = {}
    for unit in Unit.objects.all():
        by = operators.get(unit.pk) or next(iter(operators.values()))
        for number in range(MATTERS_A_UNIT):
            at = now_and_then(f"{unit.code}/{number}")
            state = list(MatterState)[number % 3]
            settled = state != MatterState.OPEN
            matter = Matter(
                unit=unit,
                kind=list(MatterKind)[number % len(MatterKind)],
                title=f"Agenda {number} {unit.name}",
                expected_from=at.date(),
                expected_until=at.date() + timedelta(days=30),
                state=state,
                made_at=at,
                made_by_id=by,
                settled_at=at if settled else None,
                settled_by_id=by if settled else None,
            )
            matter.seal_parties({"names": [f"CV Contoh {number}"], "people": []})
            found.setdefault(unit.pk, []).append(matter)
    made(Matter, [one for some in found.values() for one in some])
    return found


def fill_cases(matters: dict[int, list]) -> None:
    """Cases that a superior opened, with copies, decisions, controls and recusals."""
    from django.utils import timezone

    from declarations.models import (
        Case,
        CaseMatter,
        Control,
        Copy,
        Decision,
        Recusal,
        Referral,
    )
    from declarations.models.case_terms import DECIDED
    from documents.models import SigningEvidence
    from personnel.lines import lines_of
    from personnel.models import Tenure

    today = timezone.localdate()
    tenures = Tenure.objects.in_force(today).select_related("user", "position__unit")
    affected = [
        (tenure, year)
        for tenure in tenures.order_by("pk")
        for year in range(YEARS)
        if crc32(f"{tenure.pk}/{year}".encode()) % CASE_ONE_IN == 0
    ]
    lines = lines_of([tenure for tenure, _ in affected], today)
    cases = made(
        Case,
        [
            case_of(tenure, year, lines[tenure.pk].addressee)
            for tenure, year in affected
            if lines[tenure.pk].addressee
        ],
    )
    made(Copy, copies_of(cases))
    decided = [case for case in cases if outcome_of(case) in DECIDED]
    evidence = made(SigningEvidence, map(evidence_of, decided))
    decisions = made(Decision, map(decision_of, decided, evidence))
    for case, decision in zip(decided, decisions, strict=True):
        case.status, case.decision = outcome_of(case), decision
        case.decided_at, case.suspended = decision.decided_at, False
        case.closed_at = case.decided_at if case.status == "CLOSED" else None
    Case.objects.bulk_update(
        decided,
        ["status", "decided_at", "closed_at", "suspended", "decision"],
        batch_size=BATCH,
    )
    controls = made(Control, [control_of(decision) for decision in decisions])
    named = [
        CaseMatter(
            case=case,
            matter=matters[case.unit_id][case.pk % MATTERS_A_UNIT],
            named_at=case.received_at,
            named_by_id=case.initiated_by_id,
        )
        for case in cases
        if case.pk % 2
    ]
    made(CaseMatter, named)
    made(Recusal, [provisional(case) for case in cases])
    made(Recusal, [ordered(control) for control in controls])
    made(
        Referral,
        [
            Referral(
                decision=decision,
                forum="DISCIPLINE" if decision.pk % 2 else "ETHICS",
                referred_on=decision.decided_at.date(),
                number=f"RUJ/{decision.pk}",
                recorded_by_id=decision.decided_by_id,
                recorded_at=decision.decided_at,
            )
            for decision in decisions
            if decision.pk % 6 == 0
        ],
    )


def case_of(tenure, year, superior):
    """As it lies with the superior; what is decided comes later."""
    from deadlines.regimes import regime_for
    from declarations.models import Case
    from kpu_coi import vault

    at = now_and_then(f"{tenure.pk}/{year}")
    unit = tenure.position.unit
    case = Case(
        public_id=uuid4(),
        number=f"{tenure.pk}-{year}/PPA/{unit.code}/{at.year}",
        person=tenure.user,
        tenure=tenure,
        unit=unit,
        regime=regime_for(unit.lineage_codes(), at.date()),
        initiated_by_id=superior.user_id,
        status="RECEIVED",
        addressee_id=superior.position_id,
        routed_reason="DIRECT",
        received_at=at,
        due_on=at.date() + timedelta(days=20),
        due_amount=14,
        due_unit="WORKING_DAY",
        due_rule="CASE_DECISION",
        legal_basis="PKPU",
    )
    if outcome_of(case) != "RECEIVED":
        case.status = "UNDER_REVIEW"
        case.opened_at, case.opened_by_id = at, superior.user_id
    case.account_sealed = vault.seal_json({}, context=case.account_context)
    case.route_sealed = vault.seal_json({}, context=case.route_context)
    return case


def outcome_of(case) -> str:
    """Where it stands today: of the older ones one in five is still open."""
    from django.utils import timezone

    turn = turn_of(case)
    if timezone.now() - case.received_at < timedelta(days=90) or turn < 2:
        return SHOWN[turn % len(SHOWN)]
    return "CONTROL_ACTIVE" if turn == 9 else "CLOSED"


def turn_of(case) -> int:
    return crc32(case.number.encode()) // CASE_ONE_IN % 10


def copies_of(cases) -> list:
    """
    To the region of the province, and to the Inspektorat Utama where none is; and to
    the post on the other line.
    """
    from declarations.models import Copy
    from personnel.models import RegionProvince

    regions = dict(RegionProvince.objects.values_list("province__code", "region"))
    found = []
    for case in cases:
        region = regions.get(case.unit.province_code)
        read = case.pk % 3 == 0
        found.append(
            Copy(
                case=case,
                kind="REGION" if region else "MAIN",
                region_id=region,
                first_read_at=case.received_at if read else None,
                first_read_by_id=case.initiated_by_id if read else None,
            )
        )
        if other := case.tenure.position.other_line_id:
            found.append(Copy(case=case, kind="OTHER_LINE", position_id=other))
    return found


def decided_at(case):
    return case.received_at + timedelta(minutes=30, days=turn_of(case) * 3)


def evidence_of(case):
    from documents.models import Method, SigningEvidence

    at = decided_at(case)
    return SigningEvidence(
        user_id=case.initiated_by_id,
        method=Method.PASSWORD,
        proved_at=at,
        signed_at=at,
        consent="Contoh",
        content_hash="0" * 64,
        network_hash="0" * 64,
        capacity="Contoh",
    )


def decision_of(case, evidence):
    from declarations.models import Decision
    from documents.models import PaperTemplate
    from kpu_coi import vault

    decision = Decision(
        case=case,
        public_id=uuid4(),
        number=f"{case.number}/PTS",
        truth="TRUE",
        impact=("LOW", "MEDIUM", "HIGH")[case.pk % 3],
        outcome="REFERRED" if case.pk % 6 == 0 else "CONTROLLABLE",
        content_hash="0" * 64,
        record_hash="0" * 64,
        template=PaperTemplate.objects.filter(code="decision").first(),
        decided_by_id=case.initiated_by_id,
        decided_as="Contoh",
        decided_at=decided_at(case),
        evidence=evidence,
    )
    told = {"review": {"controls": [{"scope": "Penilaian penawaran itu."}]}}
    decision.content_sealed = vault.seal_json(told, context=decision.context)
    return decision


def control_of(decision):
    from declarations.models import Control

    day = decision.decided_at.date()
    return Control(
        decision=decision,
        order=1,
        form="RECUSE",
        starts_on=day,
        review_on=day + timedelta(days=60 + decision.pk % 400),
        ended_at=decision.case.closed_at,
    )


def provisional(case):
    from declarations.models import Recusal

    over = case.decided_at
    return Recusal(
        person_id=case.person_id,
        unit_id=case.unit_id,
        case=case,
        source="PROVISIONAL",
        starts_on=case.received_at.date(),
        ended_on=over.date() if over else None,
    )


def ordered(control):
    from declarations.models import Recusal

    case = control.decision.case
    return Recusal(
        person_id=case.person_id,
        unit_id=case.unit_id,
        case=case,
        control=control,
        source="ORDERED",
        starts_on=control.starts_on,
        until=control.review_on,
        ended_on=control.ended_at.date() if control.ended_at else None,
    )
