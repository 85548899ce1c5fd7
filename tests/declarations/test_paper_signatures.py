"""Declaring on paper: marked by the operator, contested or replaced by the person."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from audit.models import Event
from declarations import paper_sets
from declarations.models import (
    Excuse,
    Kind,
    Obligation,
    PaperEnd,
    PaperScan,
    PaperSignature,
)
from declarations.workflow import campaigns, paper_signatures, roster
from declarations.workflow import statements as statement_moves
from documents.models import PaperTemplate
from documents.uploads.stored import read
from inspectorate.compliance import tallies
from inspectorate.invariants import breaches
from notifications.models import Message
from personnel.models import Unit
from tests.declarations.ceremony_factories import (
    make_operator,
    make_scan,
    mark_on_paper,
    owed_by,
    scanned,
)
from tests.declarations.ladder_factories import runner_of
from tests.factories import (
    give,
    make_campaign,
    make_office,
    make_position,
    make_statement,
    make_tenure,
    make_unit,
    make_user,
)
from tests.list_factories import PANRB, under_panrb

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    return make_office()


@pytest.fixture
def operator(office):
    return make_operator(office)


@pytest.fixture
def campaign(office, operator):
    return make_campaign(office.unit)


@pytest.fixture
def owed(office, campaign):
    return owed_by(office.staff.user, campaign)


def fresh(row):
    return type(row).objects.get(pk=row.pk)


def url(name, owed, *, person=True):
    about = [owed.campaign.public_id, owed.unit.code]
    return reverse(f"declarations:{name}", args=[*about, owed.pk] if person else about)


def words(response):
    return " ".join(response.content.decode().split())


def typed(owed, **change):
    return {
        "code": paper_sets.code_of(owed),
        "signed_on": timezone.localdate().isoformat(),
        "scan": scanned(),
    } | change


# --- marking ------------------------------------------------------------------------


def test_the_operator_marks_with_the_scan_of_the_sheet(client, owed, operator):
    client.force_login(operator)

    answer = client.post(url("paper_mark", owed), typed(owed))

    met = fresh(owed)
    assert answer.url == url("paper_people", owed, person=False)
    assert met.is_met
    assert (met.fulfilled_by, met.on_paper.marked_by) == (None, operator)
    assert read(met.on_paper.scan).startswith(b"%PDF")
    with default_storage.open(met.on_paper.scan.stored_as) as sealed:
        assert not sealed.read().startswith(b"%PDF")
    assert Event.objects.filter(action="obligation.mark_paper").count() == 1


def test_the_code_may_be_typed_in_any_manner(client, owed, operator):
    client.force_login(operator)
    code = paper_sets.code_of(owed).lower().replace("-", " ")

    client.post(url("paper_mark", owed), typed(owed, code=code))

    assert fresh(owed).is_met


@pytest.mark.rule(58)
def test_what_is_met_on_paper_counts_everywhere(office, owed, operator):
    before = tallies(owed.campaign, Unit.objects.filter(pk=office.unit.pk))[0]

    mark_on_paper(owed, by=operator)

    after = tallies(owed.campaign, Unit.objects.filter(pk=office.unit.pk))[0]
    assert (after.declared, after.obliged) == (before.declared + 1, before.obliged)
    mine = Obligation.objects.of(office.staff.user)
    assert not mine.unmet().exists()
    assert mine.met().exists()


def test_whoever_leaves_afterwards_has_declared_all_the_same(office, owed, operator):
    mark_on_paper(owed, by=operator)
    office.staff.period = type(office.staff.period)(
        office.staff.period.lower, timezone.localdate() - timedelta(days=1)
    )
    office.staff.save()

    roster.follow([office.staff.user.pk])

    assert (fresh(owed).excuse, fresh(owed).is_met) == ("", True)


@pytest.mark.rule(2)
def test_a_mark_knows_no_kind():
    fields = {field.name for field in PaperSignature._meta.get_fields()}

    assert fields == {
        *("id", "obligation", "scan", "signed_on", "marked_by", "marked_at"),
        *("ended_at", "end"),
    }


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"code": "SALAH-123"}, "bukan kode lembar orang ini"),
        ({"signed_on": "2199-01-01"}, "belum tiba"),
        ({"signed_on": "2001-01-01"}, "sebelum kampanye dimulai"),
        ({"signed_on": "kemarin"}, "id_signed_on"),
        ({"scan": ""}, "Pilih berkas pindaian"),
        ({"scan": scanned("lembar.exe")}, "tidak kami terima"),
        ({"scan": scanned("lembar.pdf", b"MZ bukan PDF")}, "bukan PDF"),
        ({"scan": scanned("lembar.pdf", b"%PDF-1.7 rusak")}, "tidak dapat dibuka"),
        ({"scan": scanned("kosong.pdf", b" ")}, "lembar"),
    ],
)
def test_what_is_wrong_is_said_at_the_field_and_nothing_is_lost(
    client, owed, operator, change, said
):
    client.force_login(operator)
    sent = typed(owed, **change)
    if sent["scan"] and hasattr(sent["scan"], "seek"):
        sent["scan"].seek(0)

    answer = client.post(url("paper_mark", owed), sent)

    page = words(answer)
    assert answer.status_code == 200
    assert said in page
    assert f'value="{sent["code"]}"' in page
    assert f'value="{sent["signed_on"]}"' in page
    assert not fresh(owed).is_met
    assert not PaperScan.objects.exists()


def test_two_scans_are_one_too_many(client, owed, operator):
    client.force_login(operator)

    answer = client.post(
        url("paper_mark", owed), typed(owed, scan=[scanned("a.pdf"), scanned("b.pdf")])
    )

    assert "Pilih satu berkas saja." in words(answer)


def test_nothing_stays_in_the_store_when_the_mark_is_refused(
    client, office, owed, operator
):
    client.force_login(operator)
    make_statement(tenure=office.staff)

    answer = client.post(url("paper_mark", owed), typed(owed))

    assert paper_signatures.MET in words(answer)
    assert not PaperScan.objects.exists()


# --- who may ------------------------------------------------------------------------


def test_only_the_units_operator_and_the_administrator_mark(office, owed, operator):
    elsewhere, administrator = make_user(), make_user()
    give(elsewhere, "UNIT_OPERATOR", unit=make_unit("33.74", "KPU Kota Semarang"))
    give(administrator, "ORGANISATION_ADMIN")
    people = {
        "declarant": office.staff.user,
        "superior": office.head.user,
        "operator": operator,
        "operator elsewhere": elsewhere,
        "auditor": office.auditor,
        "chief inspector": office.chief_inspector,
        "administrator": administrator,
    }

    may = {
        name for name, user in people.items() if paper_signatures.may_mark(user, owed)
    }

    assert may == {"operator", "administrator"}


def test_nobody_marks_himself(office, campaign):
    give(office.staff.user, "UNIT_OPERATOR", unit=office.unit)

    with pytest.raises(PermissionDenied, match="diri sendiri"):
        mark_on_paper(owed_by(office.staff.user, campaign), by=office.staff.user)


def test_a_second_unit_finds_nothing(client, owed, operator):
    mark_on_paper(owed, by=operator)
    elsewhere = make_user()
    give(elsewhere, "UNIT_OPERATOR", unit=make_unit("33.74", "KPU Kota Semarang"))
    client.force_login(elsewhere)

    found = {
        name: client.get(url(name, owed)).status_code
        for name in ("paper_mark", "paper_set", "paper_scan")
    }

    assert found == {"paper_mark": 404, "paper_set": 404, "paper_scan": 404}
    assert client.get(url("paper_people", owed, person=False)).status_code == 404
    assert client.post(url("paper_take_back", owed)).status_code == 404
    own = reverse("declarations:on_paper", args=[owed.campaign.public_id])
    assert client.get(own).status_code == 404


def test_nobody_is_marked_before_the_campaign_begins(office, operator):
    today = timezone.localdate()
    later = make_campaign(office.unit, starts_on=today + timedelta(days=5))

    with pytest.raises(PermissionDenied, match="belum dimulai"):
        mark_on_paper(owed_by(office.staff.user, later), by=operator)


# --- what the person can do ---------------------------------------------------------


def test_the_person_is_told_and_can_object(client, office, owed, operator):
    mark_on_paper(owed, by=operator)
    person = office.staff.user
    told = Message.objects.get(recipient=person, about=f"obligation:{owed.pk}")
    client.force_login(person)
    page = words(client.get(told.path))
    assert operator.name in page

    client.post(reverse("declarations:paper_object", args=[owed.campaign.public_id]))

    ended = PaperSignature.objects.get()
    assert (ended.end, ended.ended_at is not None) == (PaperEnd.OBJECTED, True)
    assert (fresh(owed).is_met, fresh(owed).on_paper) == (False, None)
    assert Message.objects.filter(recipient=operator).count() == 1
    assert "tidak berlaku lagi" in words(client.get(told.path))


@pytest.mark.rule(2)
@pytest.mark.parametrize("kind", [Kind.FREE, Kind.POTENTIAL])
def test_an_electronic_signature_replaces_the_paper(office, owed, operator, kind):
    paper = mark_on_paper(owed, by=operator)
    first_met = fresh(owed).met_at

    signed = make_statement(kind=kind, tenure=office.staff)

    met = fresh(owed)
    assert (met.fulfilled_by, met.on_paper) == (signed, None)
    assert met.met_at == first_met
    assert fresh(paper).end == PaperEnd.REPLACED


def test_the_paper_form_has_the_wording_that_the_campaign_pins(office, owed, operator):
    mark_on_paper(owed, by=operator)

    signed = make_statement(tenure=office.staff)

    assert signed.template == owed.campaign.template


def test_withdrawing_what_replaced_the_paper_leaves_it_owed(office, owed, operator):
    mark_on_paper(owed, by=operator)
    signed = make_statement(tenure=office.staff)

    statement_moves.withdraw(signed, by=office.staff.user)

    assert Obligation.objects.unmet().filter(pk=owed.pk).exists()


def test_the_operator_takes_a_mark_back(client, office, owed, operator):
    mark_on_paper(owed, by=operator)
    client.force_login(operator)

    client.post(url("paper_take_back", owed))

    assert not fresh(owed).is_met
    assert PaperSignature.objects.get().end == PaperEnd.TAKEN_BACK
    subjects = Message.objects.filter(recipient=office.staff.user).values_list(
        "subject", flat=True
    )
    assert any("dibatalkan" in subject for subject in subjects)
    again = client.post(url("paper_take_back", owed))
    assert again.status_code == 403
    assert mark_on_paper(fresh(owed), by=operator)


def test_a_mark_taken_back_after_the_campaign_ended_is_owed_by_nobody(
    office, campaign, owed, operator
):
    mark_on_paper(owed, by=operator)
    campaigns.end(campaign, by=runner_of(campaign), reason="Selesai lebih awal.")

    paper_signatures.take_back(owed, by=operator)

    ended = fresh(owed)
    assert (ended.is_met, ended.excuse) == (False, Excuse.CLOSED)
    assert list(breaches()) == []


def test_of_two_marks_in_one_campaign_one_sees_the_latest(client, owed, operator):
    mark_on_paper(owed, by=operator)
    person, unit = owed.user, make_unit("33.74", "KPU Kota Semarang")
    later = Obligation.objects.create(
        campaign=owed.campaign,
        user=person,
        unit=unit,
        tenure=make_tenure(person, make_position(unit=unit)),
        due_on=owed.due_on,
    )
    paper, scan = PaperSignature.objects.get(), make_scan()
    scan.save()
    PaperSignature.objects.create(
        obligation=later,
        scan=scan,
        signed_on=paper.signed_on,
        marked_by=operator,
        marked_at=timezone.now(),
    )
    client.force_login(person)

    page = client.get(reverse("declarations:on_paper", args=[owed.campaign.public_id]))

    assert page.context["owed"] == later


def test_nobody_else_objects_in_his_name(office, owed, operator):
    mark_on_paper(owed, by=operator)

    with pytest.raises(PermissionDenied):
        paper_signatures.object_to(owed, by=operator)


# --- what is printed ----------------------------------------------------------------


@pytest.mark.rule(2)
def test_everybody_gets_both_forms_and_the_same_sheet(client, office, owed, operator):
    client.force_login(operator)

    page = words(client.get(url("paper_set", owed)))

    assert "LEMBAR PENYERAHAN" in page
    assert "BEBAS BENTURAN KEPENTINGAN" in page
    assert "POTENSI BENTURAN KEPENTINGAN" in page
    assert "LABEL AMPLOP" in page
    assert page.count(f"Kode {paper_sets.code_of(owed)}") == 4
    assert office.head.user.name in page


def test_under_another_basis_the_paper_has_the_wording_pinned_for_it(
    client, office, operator
):
    under_panrb(office.unit)
    campaign = make_campaign(office.nation, cascade=True)
    pinned = campaign.wordings.get(regime_code=PANRB)
    PaperTemplate.objects.create(
        code=pinned.code,
        regime_code=PANRB,
        version=pinned.version + 1,
        content=pinned.content | {"title": ["NASKAH", "YANG LEBIH BARU"]},
        valid_from=pinned.valid_from,
    )
    client.force_login(operator)

    page = words(client.get(url("paper_set", owed_by(office.staff.user, campaign))))

    assert "YANG LEBIH BARU" not in page
    assert "BEBAS KONFLIK KEPENTINGAN" in page


def test_codes_differ_from_person_to_person(office, campaign):
    codes = {paper_sets.code_of(one) for one in campaign.obligations.all()}

    assert len(codes) == campaign.obligations.count()


# --- what the database refuses -------------------------------------------------------


def test_an_obligation_is_met_one_way_and_says_when(office, owed, operator):
    paper = mark_on_paper(owed, by=operator)
    signed = make_statement(tenure=office.staff)
    wrong = [
        {"on_paper": paper},
        {"met_at": None},
        {"fulfilled_by": None},
        {"excused_at": timezone.now(), "excuse": Excuse.LEFT},
    ]

    for change in wrong:
        with pytest.raises(IntegrityError), transaction.atomic():
            Obligation.objects.filter(fulfilled_by=signed).update(**change)


def test_one_mark_at_a_time_stands(owed, operator):
    mark_on_paper(owed, by=operator)
    scan = make_scan()
    scan.save()
    second = PaperSignature(
        obligation=owed,
        scan=scan,
        signed_on=timezone.localdate(),
        marked_by=operator,
        marked_at=timezone.now(),
    )

    with pytest.raises(IntegrityError), transaction.atomic():
        second.save()
