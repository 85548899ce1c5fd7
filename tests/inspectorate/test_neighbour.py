"""What the office of Kudus shows of every capability, written down by hand."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from deadlines.models import RegimeAdoption
from declarations.models import (
    Asks,
    Campaign,
    Case,
    CaseStatus,
    Ceremony,
    Consultation,
    Control,
    ControlState,
    CoolingOff,
    Kind,
    Obligation,
    Pack,
    Recusal,
    Referral,
    Statement,
)
from declarations.workflow import packs
from inspectorate import demonstration
from inspectorate.invariants import breaches
from personnel.demonstration import NATION, NEIGHBOUR
from tests.planning import take_statistics

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("demonstration")]


def seat_of(offices, user_id):
    return next(
        seat
        for (code, seat), tenure in offices.tenures.items()
        if code == NEIGHBOUR and tenure.user_id == user_id
    )


def campaign(name):
    return Campaign.objects.get(name=name)


def case_of(offices, seat):
    return Case.objects.get(person=offices.holder(NEIGHBOUR, seat).user)


def two_campaigns_hold_ceremonies_and_one_is_over_with_its_pack(offices):
    found = Campaign.objects.filter(unit=offices.neighbour)
    assert {
        one.name: (one.asks, one.is_closed, one.obligations.met().count())
        for one in found
    } == {
        "Penandatanganan bersama triwulan keempat": (Asks.STATEMENT, True, 5),
        "Pernyataan menjelang tahapan pemilu": (Asks.STATEMENT, False, 11),
        "Daftar Kepentingan Pribadi": (Asks.INTEREST_LIST, False, 2),
        "Pakta Integritas tahun ini": (Asks.INTEGRITY_PACT, False, 3),
    }
    assert {one.campaign.name: one.is_over for one in Ceremony.objects.all()} == {
        "Penandatanganan bersama triwulan keempat": True,
        "Pernyataan menjelang tahapan pemilu": False,
    }
    pack = Pack.objects.get()
    packs.make(pack.pk)
    made = Pack.objects.get()
    assert made.campaign.name == "Penandatanganan bersama triwulan keempat"
    assert packs.read(made, by=offices.neighbour_operator.user)[:2] == b"PK"


def one_of_the_commissioners_signed_on_paper(offices):
    owed = Obligation.objects.exclude(on_paper=None).get()
    assert seat_of(offices, owed.user_id) == "member_2"
    assert owed.campaign.name == "Pernyataan menjelang tahapan pemilu"


def lists_and_pacts_are_signed_under_the_other_legal_basis(offices):
    signed = Statement.objects.in_force().filter(unit=offices.neighbour)
    assert {
        (seat_of(offices, one.declarant_id), one.kind)
        for one in signed.filter(kind__in=(Kind.INTEREST_LIST, Kind.INTEGRITY_PACT))
    } == {
        ("secretary", Kind.INTEREST_LIST),
        ("jurist", Kind.INTEREST_LIST),
        ("chair", Kind.INTEGRITY_PACT),
        ("secretary", Kind.INTEGRITY_PACT),
        ("legal", Kind.INTEGRITY_PACT),
    }
    assert set(signed.values_list("regime", flat=True)) == {"panrb-17-2024"}


def who_left_yesterday_waits_two_years(offices):
    waiting = CoolingOff.objects.get()
    today = timezone.localdate()
    assert seat_of(offices, waiting.person_id) == "store"
    assert (waiting.starts_on, waiting.ends_on) == (
        today,
        today + timedelta(days=729),
    )


def each_case_shows_another_thing_that_can_follow(offices):
    assert {
        seat_of(offices, case.person_id): case.status
        for case in Case.objects.filter(unit=offices.neighbour)
    } == {
        "buyer": CaseStatus.CONTROL_ACTIVE,
        "verifier": CaseStatus.CONTROL_ACTIVE,
        "data": CaseStatus.UNDER_REVIEW,
        "stages": CaseStatus.NEEDS_INFO,
        "jurist": CaseStatus.UNDER_REVIEW,
        "treasurer": CaseStatus.CONTROL_ACTIVE,
    }
    assert case_of(offices, "stages").number.startswith("0001/PPA/33.19/")
    assert case_of(offices, "buyer").handling_order.acknowledged_at
    assert case_of(offices, "data").recommendations.get().impact == "LOW"
    assert case_of(offices, "jurist").reconsideration.ended_at is None
    referral = Referral.objects.get()
    assert seat_of(offices, referral.decision.case.person_id) == "treasurer"


def controls_run_and_are_due_for_review(offices):
    today = timezone.localdate()
    rows = Control.objects.filter(decision__case__unit=offices.neighbour)

    def whose(state):
        found = rows.in_state(state, today).select_related("decision__case")
        return sorted(seat_of(offices, one.decision.case.person_id) for one in found)

    assert whose(ControlState.RUNNING) == ["buyer", "treasurer"]
    assert whose(ControlState.DUE) == ["buyer", "verifier"]


def one_stays_out_provisionally_one_by_order_and_one_beyond_the_last_day(offices):
    today = timezone.localdate()
    live = Recusal.objects.live().filter(unit=offices.neighbour)
    named = live.filter(case__named_matters__isnull=False)
    assert {
        seat_of(offices, one.person_id): (
            one.source,
            one.until and (one.until - today).days,
        )
        for one in named
    } == {
        "data": ("PROVISIONAL", None),
        "buyer": ("ORDERED", 60),
        "verifier": ("ORDERED", -1),
    }


def one_question_is_answered_and_one_waits(offices):
    found = Consultation.objects.order_by("pk")
    assert [
        (
            seat_of(offices, one.asker_id),
            one.adviser_id is not None,
            one.messages.count(),
        )
        for one in found
    ] == [("press", True, 2), ("member_3", False, 1)]


def another_office_will_follow_and_that_can_be_taken_back(offices):
    today = timezone.localdate()
    ahead = RegimeAdoption.objects.get(valid_from__gt=today)
    assert (ahead.regime_id, ahead.unit_code) == ("panrb-17-2024", "33.20")


def test_every_capability_has_its_rows(offices):
    """One building for all of it, because it takes its seconds."""
    lists_and_pacts_are_signed_under_the_other_legal_basis(offices)
    who_left_yesterday_waits_two_years(offices)
    one_of_the_commissioners_signed_on_paper(offices)
    each_case_shows_another_thing_that_can_follow(offices)
    controls_run_and_are_due_for_review(offices)
    one_stays_out_provisionally_one_by_order_and_one_beyond_the_last_day(offices)
    one_question_is_answered_and_one_waits(offices)
    another_office_will_follow_and_that_can_be_taken_back(offices)
    two_campaigns_hold_ceremonies_and_one_is_over_with_its_pack(offices)


def test_a_second_time_changes_nothing(offices):
    def everything():
        return {
            model: list(model.objects.order_by("pk").values())
            for model in (
                *(Campaign, Case, Ceremony, Consultation, Control, CoolingOff),
                *(Obligation, Pack, Recusal, RegimeAdoption, Statement),
            )
        }

    before = everything()

    demonstration.build_office()

    assert everything() == before
    assert list(breaches()) == []


def pages(offices):
    """Seat, page and what stands on it."""
    running = campaign("Pernyataan menjelang tahapan pemilu")
    over = campaign("Penandatanganan bersama triwulan keempat")
    ceremony = Ceremony.objects.get(ended_at=None)
    answered = Consultation.objects.order_by("pk").first()
    cases = {
        seat: [case_of(offices, seat).public_id]
        for seat in ("buyer", "verifier", "data", "stages", "jurist", "treasurer")
    }
    amended = Statement.objects.in_force().get(
        declarant=offices.holder(NEIGHBOUR, "data").user
    )
    matter = case_of(offices, "verifier").named_matters.get().matter
    kept = Statement.objects.in_force().get(
        declarant=offices.holder(NEIGHBOUR, "secretary").user, kind=Kind.INTEREST_LIST
    )
    name = {
        seat: offices.holder(NEIGHBOUR, seat).user.name
        for seat in ("buyer", "verifier", "data", "store", "stages", "member_2")
    }
    here = [NEIGHBOUR]
    return [
        ("personnel", "campaigns", [], "Pakta Integritas tahun ini"),
        ("personnel", "campaign", [running.public_id], "11 dari 19"),
        ("personnel", "campaign_unit", [running.public_id, *here], name["member_2"]),
        ("personnel", "ceremonies", [running.public_id], "menjelang tahapan"),
        ("personnel", "ceremony", [ceremony.code], "Aula KPU Kabupaten Kudus"),
        ("personnel", "ceremony_screen", [ceremony.code], "menjelang tahapan"),
        ("personnel", "paper_people", [running.public_id, *here], name["stages"]),
        ("personnel", "packs", [over.public_id, *here], "Bukti telah menyatakan"),
        ("personnel", "cooling_offs", [], name["store"]),
        ("personnel", "matters", [], "Pengadaan logistik triwulan kedua"),
        ("secretary", "recusals", [], name["verifier"]),
        ("secretary", "recusals", [], name["data"]),
        ("secretary", "recusals", [], name["buyer"]),
        ("secretary", "matter", [matter.public_id], name["verifier"]),
        ("secretary", "statement", [kept.public_id], "Kerabat Contoh"),
        ("press", "consultations", [], "Honor sebagai narasumber"),
        ("press", "consultation", [answered.public_id], "bagian C"),
        ("analyst", "consultation_desk", [], "Honor sebagai narasumber"),
        ("analyst", "advice", cases["data"], "alamat yang sama"),
        ("planning", "advice", cases["data"], "Tidak ikut dalam proses pengambilan"),
        ("finance", "controls", [], "Perlu ditinjau"),
        ("finance", "case_controls", cases["buyer"], "Pembatasan akses informasi"),
        ("finance", "case_control", [*cases["buyer"], 2], "sudah saya serahkan"),
        ("finance", "referrals", [], "12/PW.02/3319/"),
        ("buyer", "case_controls", cases["buyer"], "Penggantian pejabat pelaksana"),
        ("technical", "open_case_for", [], name["verifier"]),
        ("technical", "case", cases["stages"], "/PPA/33.19/"),
        ("planning", "case_versions", cases["data"], "dan adiknya"),
        ("planning", "case_passing", cases["data"], "Undur diri"),
        ("stages", "case", cases["stages"], "dengan honor?"),
        ("data", "history", [amended.public_id], "dan adiknya"),
        ("legal", "oversight", cases["jurist"], "Surat kuasa belum diperiksa"),
        ("auditor_II", "oversight", cases["jurist"], "Surat kuasa belum diperiksa"),
        ("auditor_II", "referrals", [], "12/PW.02/3319/"),
        ("auditor_II", "cooling_offs", [], name["store"]),
        ("organisation", "regimes", [], "KPU Kabupaten Jepara"),
        ("organisation", "questionnaires", [], "Peraturan Menteri PANRB"),
    ]


def test_every_page_of_a_capability_has_a_row_for_somebody(offices, client):
    take_statistics()
    empty = []
    for seat, route, args, words in pages(offices):
        holder = offices.tenures.get((NEIGHBOUR, seat)) or offices.holder(NATION, seat)
        client.force_login(holder.user)
        response = client.get(reverse(f"declarations:{route}", args=args))
        if response.status_code != 200 or words not in response.content.decode():
            empty.append((seat, route, response.status_code, words))
    assert empty == []
