"""To whom a statement goes and who gets copies: by hand from rules 11 to 16, 19."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from declarations.models import CopyKind, Kind
from declarations.routing import NAMED, as_content, routing_for
from notifications.models import Message
from personnel.models import Position, Unit
from tests.case_factories import fresh, make_case
from tests.factories import (
    make_office,
    make_position,
    make_statement,
    make_tenure,
    make_user,
    party,
)

pytestmark = pytest.mark.django_db


def route(tenure, *named):
    return routing_for(
        tenure, on=timezone.localdate(), named=[person.user_id for person in named]
    )


def copies(routing):
    return [(target.kind, target.text) for target in routing.copies]


@pytest.mark.rule(11, 12)
def test_it_goes_to_the_direct_superior_with_a_copy_to_the_region():
    office = make_office()

    routing = route(office.staff)

    assert routing.addressee == office.head
    assert copies(routing) == [(CopyKind.REGION, "Inspektorat Wilayah II")]
    assert routing.routed_reason == "DIRECT"


@pytest.mark.rule(11, 76)
@pytest.mark.parametrize(
    ("since", "reason"), [(date(2026, 12, 1), "DIRECT"), (date(2026, 12, 2), "VACANT")]
)
def test_who_holds_the_post_on_the_day_of_signing_receives_it(
    monkeypatch, since, reason
):
    # Half past midnight in Papua: in Jakarta it is still the day before.
    office = make_office()
    Unit.objects.update(timezone="Asia/Jayapura", tz_abbr="WIT")
    office.head.delete()
    successor = make_tenure(make_user("Kasubbag Baru"), office.head_post, since=since)
    night = datetime(2026, 12, 1, 0, 30, tzinfo=ZoneInfo("Asia/Jayapura"))
    monkeypatch.setattr("django.utils.timezone.now", lambda: night)

    signed = make_statement(kind=Kind.POTENTIAL, tenure=office.staff)

    expected = successor if reason == "DIRECT" else office.secretary
    assert signed.case.routed_reason == reason
    assert signed.case.addressee == expected.position
    assert signed.read_content()["addressee"]["name"] == expected.user.name


@pytest.mark.rule(12)
def test_without_a_region_the_copy_goes_to_the_inspektorat_utama():
    office = make_office()
    office.region.provinces.all().delete()

    assert copies(route(office.staff)) == [(CopyKind.MAIN, "Inspektorat Utama")]


@pytest.mark.rule(13)
def test_a_superior_who_is_the_other_party_is_passed_over_with_the_reason():
    office = make_office()

    routing = route(office.staff, office.head)

    assert routing.addressee == office.secretary
    assert routing.routed_reason == "EXCLUDED"
    assert as_content(routing)["route"] == [
        {
            "what": "Atasan langsung",
            "who": (
                "Pemangku Kepala Subbagian Hukum dan Sumber Daya Manusia, Kepala "
                "Subbagian Hukum dan Sumber Daya Manusia, KPU Kabupaten Demak"
            ),
            "why": NAMED,
        },
        {
            "what": "Atasan dari atasan",
            "who": "Pemangku Sekretaris, Sekretaris, KPU Kabupaten Demak",
            "why": "Atasan berikutnya, karena atasan di bawahnya dilewati.",
        },
    ]


@pytest.mark.rule(13)
def test_after_two_skips_the_inspektorat_chooses():
    office = make_office()

    case = make_case("AWAITING_ADDRESSEE", office=office)

    assert (case.status, case.addressee) == ("AWAITING_ADDRESSEE", None)
    told = Message.objects.filter(recipient=office.chief_inspector)
    assert told.get().subject == f"Tunjuk penelaah untuk {case.number}"


@pytest.mark.rule(14)
def test_a_vacant_post_is_passed_over_and_flagged():
    office = make_office()
    office.head.delete()

    routing = route(office.staff)

    assert routing.addressee == office.secretary
    assert routing.routed_reason == "VACANT"


@pytest.mark.rule(14)
def test_a_plh_receives_for_the_post():
    office = make_office()
    stand_in = make_tenure(make_user("Pengganti"), office.head_post, acting="DAILY")

    routing = route(office.staff)

    assert routing.addressee == stand_in
    assert [hop.outcome for hop in routing.line.hops] == ["ABSENT", "ADDRESSEE"]
    assert [row["what"] for row in as_content(routing)["route"]] == [
        "Atasan langsung",
        "Atasan langsung",
    ]


@pytest.mark.rule(15)
def test_a_secretary_answers_to_his_chair_and_the_other_line_gets_a_copy():
    office = make_office()

    routing = route(office.secretary)

    assert routing.addressee == office.chair
    assert copies(routing) == [
        (CopyKind.REGION, "Inspektorat Wilayah II"),
        (CopyKind.OTHER_LINE, "Sekretaris, KPU Provinsi Jawa Tengah"),
    ]


@pytest.mark.rule(15)
def test_the_setting_turns_the_lines_of_a_secretary_round(settings):
    settings.SECRETARY_LINE = "ADMINISTRATIVE"
    office = make_office()

    routing = route(office.secretary)

    assert routing.addressee == office.province_secretary
    assert copies(routing)[1] == (CopyKind.OTHER_LINE, "Ketua, KPU Kabupaten Demak")


@pytest.mark.rule(13, 15)
def test_the_other_line_gets_no_copy_when_its_holder_is_named():
    office = make_office()

    routing = route(office.secretary, office.province_secretary)

    assert copies(routing) == [(CopyKind.REGION, "Inspektorat Wilayah II")]


@pytest.mark.rule(15)
def test_the_other_line_gets_no_copy_of_what_comes_to_it_anyway():
    office = make_office()
    secretary = Position.objects.filter(pk=office.secretary_post.pk)
    secretary.update(other_line=office.province_chair_post)
    office.chair.delete()

    routing = route(office.secretary)

    assert routing.addressee == office.province_chair
    assert copies(routing) == [(CopyKind.REGION, "Inspektorat Wilayah II")]


@pytest.mark.rule(15)
def test_a_chair_whose_line_is_missing_is_no_case_for_the_plenary():
    office = make_office()
    Position.objects.filter(pk=office.chair_post.pk).update(superior=None)

    routing = route(office.chair)

    assert (routing.addressee, routing.line.plenary) == (None, False)
    assert routing.line.choice_needed


@pytest.mark.rule(15)
def test_chairs_go_up_and_the_national_chair_goes_to_the_plenary():
    office = make_office()

    assert route(office.chair).addressee == office.province_chair
    assert route(office.province_chair).addressee == office.national_chair
    top = route(office.national_chair)
    assert (top.addressee, top.line.plenary) == (None, True)


@pytest.mark.rule(15)
def test_the_case_of_the_national_chair_lies_with_the_plenary():
    office = make_office()

    case = make_case("RECEIVED", office=office, tenure=office.national_chair)

    assert (case.to_plenary, case.addressee) == (True, None)
    subject = f"Catat putusan Rapat Pleno atas {case.number}"
    assert Message.objects.filter(
        recipient=office.chief_inspector, subject=subject
    ).exists()


@pytest.mark.rule(16)
def test_a_member_answers_to_the_chair():
    office = make_office()

    assert route(office.member).addressee == office.chair


@pytest.mark.rule(19)
def test_the_copy_of_an_auditors_statement_goes_to_the_chief_inspector_alone():
    office = make_office()
    chief_post = make_position(
        "Inspektur Utama", unit=office.nation, kind="CHIEF_INSPECTOR"
    )
    make_tenure(office.chief_inspector, chief_post)
    auditor_post = make_position(
        "Auditor Ahli Muda", unit=office.nation, kind="AUDITOR", superior=chief_post
    )

    routing = route(make_tenure(make_user("Auditor"), auditor_post))

    assert copies(routing) == [(CopyKind.CHIEF, "Inspektur Utama")]


@pytest.mark.rule(11)
def test_case_copy_and_news_come_with_the_signature():
    office = make_office()

    statement = make_statement(kind=Kind.POTENTIAL, tenure=office.staff)

    case = fresh(statement.case)
    assert case.addressee == office.head_post
    assert [copy.kind for copy in case.copies.all()] == ["REGION"]
    told = {
        message.recipient_id: message.subject
        for message in Message.objects.filter(about=f"case:{case.pk}")
    }
    assert told == {
        office.head.user_id: f"Pernyataan {statement.number} menunggu penelaahan Anda",
        office.auditor.pk: f"Tembusan {statement.number} diterima",
    }


@pytest.mark.rule(20)
def test_a_named_auditor_is_told_nothing():
    office = make_office()
    make_tenure(office.auditor, make_position("Anggota", unit=office.unit))

    make_case(
        "RECEIVED", office=office, parties=[party("Auditor", person=office.auditor.pk)]
    )

    assert not Message.objects.filter(recipient=office.auditor).exists()


@pytest.mark.rule(21)
def test_the_due_date_is_kept_with_its_rule():
    case = make_case("RECEIVED")

    assert (case.due_amount, case.due_unit) == (3, "WORKING_DAY")
    assert (case.due_rule, case.legal_basis) == ("EXAMINE", "PermenPANRB 37/2012")


@pytest.mark.rule(11)
def test_every_hop_is_kept_on_the_case_and_sealed():
    office = make_office()
    case = make_case(
        "RECEIVED",
        office=office,
        parties=[party("Kasubbag", person=office.head.user_id)],
    )

    hops = case.route["hops"]

    assert [(hop["outcome"], hop["tag"]) for hop in hops] == [
        ("EXCLUDED", "Dilewati"),
        ("ADDRESSEE", "Penerima"),
    ]
    assert NAMED.encode() not in bytes(case.route_sealed)


def test_a_letter_names_the_inspektorat_in_full():
    lines = as_content(route(make_office().staff))["copies"]

    assert lines == [
        "Inspektorat Utama Sekretariat Jenderal KPU, u.p. Inspektorat Wilayah II"
    ]
