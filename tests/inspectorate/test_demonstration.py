import pytest
from django.core.management import CommandError, call_command

from declarations.models import Campaign, Case, CaseStatus, Decision, Kind, Statement
from inspectorate import demonstration
from inspectorate.invariants import breaches
from personnel.demonstration import NotATrial
from personnel.grants import has_grant
from privacy.models import Breach, BreachLetter

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("demonstration")]


def test_the_demonstration_stands_on_real_moves_and_its_data_hold_together(offices):
    assert list(breaches()) == []
    national = Campaign.objects.get(unit=offices.nation)
    assert national.obligations.count() == len(offices.tenures)
    free = Statement.objects.in_force().filter(kind=Kind.FREE)
    free = free.exclude(unit=offices.neighbour)
    assert free.count() == len(demonstration.SIGNED_FREE)
    assert not Statement.objects.filter(declarant=offices.free_signer.user).exists()
    assert not Statement.objects.filter(declarant=offices.declarant.user).exists()


@pytest.mark.rule(63)
def test_the_register_of_breaches_has_one_that_was_told_and_one_that_waits(offices):
    demonstration.build_office()

    found = Breach.objects.order_by("pk").values_list("status", flat=True)
    assert list(found) == ["CLOSED", "OPEN"]
    assert BreachLetter.objects.count() == 2
    assert has_grant(demonstration.dpo(offices).user, "DPO")


@pytest.mark.rule(13, 14)
def test_three_cases_show_where_a_statement_goes(offices):
    went = {
        case.person_id: (case.addressee_id, case.status)
        for case in Case.objects.exclude(unit=offices.neighbour)
    }
    assert went == {
        offices.declarant_against_superior.user_id: (
            offices.secretary.position_id,
            CaseStatus.CONTROL_ACTIVE,
        ),
        offices.declarant_below_vacancy.user_id: (
            offices.secretary.position_id,
            CaseStatus.NEEDS_INFO,
        ),
        offices.declarant_below_stand_in.user_id: (
            offices.stand_in.position_id,
            CaseStatus.RECEIVED,
        ),
    }
    assert offices.stand_in.acting == "DAILY"
    decision = Decision.objects.exclude(case__unit=offices.neighbour).get()
    assert decision.decided_by == offices.secretary.user


def test_a_second_demonstration_changes_nothing(offices):
    before = set(Statement.objects.values_list("pk", "number", "status"))

    demonstration.build_office()

    assert set(Statement.objects.values_list("pk", "number", "status")) == before
    assert (Campaign.objects.count(), Case.objects.count()) == (5, 9)


def test_the_command_prints_each_account_with_the_password(offices, capsys):
    call_command("demo", scale="office")

    printed = capsys.readouterr().out
    assert demonstration.PASSWORD in printed
    assert "Administrator sistem" in printed


def test_outside_a_trial_nothing_is_made(settings):
    settings.TRIAL = False

    with pytest.raises(NotATrial):
        demonstration.build_office()
    with pytest.raises(CommandError, match="TRIAL=1"):
        call_command("demo", scale="office")
