"""Who sees a case, in every status: by hand from design and rules 11, 19, 20, 64."""

import pytest
from django.apps import apps
from django.urls import reverse

from audit.models import Event
from declarations.models import Case
from declarations.workflow import cases
from documents.store import keep_pdf
from personnel.today import forget
from tests.case_factories import fresh, make_case
from tests.declarations.test_case_moves import REACHABLE, people_of
from tests.factories import give, make_office, make_tenure, make_user, party
from tests.midnight import head_changes_at_midnight

pytestmark = pytest.mark.django_db

READERS = {"declarant", "auditor", "chief_inspector"}
SEES = {
    "AWAITING_ADDRESSEE": READERS,
    "RECEIVED": READERS | {"superior"},
    "UNDER_REVIEW": READERS | {"superior"},
    "NEEDS_INFO": READERS | {"superior"},
    "DECIDED": READERS | {"superior"},
    "CONTROL_ACTIVE": READERS | {"superior"},
    "CANCELLED": READERS,
}


@pytest.mark.rule(9, 20, 64)
@pytest.mark.parametrize("status", REACHABLE)
def test_a_case_is_visible_to_exactly_the_people_named(status):
    office = make_office()
    people = people_of(office)
    parties = [party("Rekan", person=people["named"].pk)]
    if status == "AWAITING_ADDRESSEE":
        parties += [
            party("Kasubbag", person=office.head.user_id),
            party("Sekretaris", person=office.secretary.user_id),
        ]
    case = make_case(status, office=office, parties=parties)

    seen_by = {
        name
        for name, user in people.items()
        if Case.objects.visible_to(user).filter(pk=case.pk).exists()
    }

    assert seen_by == SEES[status]


@pytest.mark.rule(20)
@pytest.mark.parametrize("holding", ["head_post", "secretary_post"])
def test_a_named_person_does_not_see_it_whatever_post_he_holds(holding):
    office = make_office()
    named = office.member.user
    case = make_case(office=office, parties=[party("Anggota", person=named.pk)])
    make_tenure(named, getattr(office, holding), acting="DAILY")
    give(named, "AUDITOR", region=office.region)
    give(named, "CHIEF_INSPECTOR")

    assert not Case.objects.visible_to(named).filter(pk=case.pk).exists()
    assert not Case.objects.on_desk_of(named).exists()


@pytest.mark.rule(15)
def test_the_other_line_of_a_secretary_sees_the_case_and_cannot_act():
    office = make_office()
    case = make_case("UNDER_REVIEW", office=office, tenure=office.secretary)
    other = office.province_secretary.user

    assert Case.objects.visible_to(other).get() == case
    assert Case.objects.copied_to_post_of(other).get() == case
    assert not Case.objects.on_desk_of(other).exists()


@pytest.mark.rule(14)
def test_the_holder_of_today_sees_it_and_the_former_holder_no_more():
    office = make_office()
    case = make_case("RECEIVED", office=office)
    former, successor = office.head.user, make_user("Kasubbag Baru")
    office.head.delete()
    make_tenure(successor, office.head_post)

    assert Case.objects.visible_to(successor).get() == case
    assert not Case.objects.visible_to(former).exists()


@pytest.mark.rule(14, 76)
def test_a_post_changes_hands_at_midnight_of_its_own_unit(monkeypatch):
    office = make_office()
    case = make_case("RECEIVED", office=office)
    former, successor = head_changes_at_midnight(office, monkeypatch)

    assert fresh(case).reviewer.user == successor
    assert Case.objects.on_desk_of(successor).get() == case
    assert not Case.objects.visible_to(former).exists()


@pytest.mark.rule(14)
def test_who_is_represented_today_has_nothing_on_his_desk():
    office = make_office()
    case = make_case("RECEIVED", office=office)
    stand_in = make_user("Pelaksana Harian")
    make_tenure(stand_in, office.head_post, acting="DAILY")

    assert Case.objects.on_desk_of(stand_in).get() == case
    assert not Case.objects.on_desk_of(office.head.user).exists()
    stand_in.is_active = False
    stand_in.save()
    forget(office.head.user)
    assert Case.objects.on_desk_of(office.head.user).get() == case


def page(client, user, case):
    client.force_login(user)
    return client.get(reverse("declarations:case", args=[case.public_id]))


def test_what_somebody_may_not_see_does_not_exist(client):
    office = make_office()
    case = make_case("RECEIVED", office=office)

    assert page(client, office.member.user, case).status_code == 404
    assert page(client, office.secretary.user, case).status_code == 404


def test_the_superior_reads_the_content_only_after_opening(client):
    office = make_office()
    case = make_case("RECEIVED", office=office, duty="Saya menilai penawaran kertas.")

    before = page(client, office.head.user, case).content.decode()
    client.post(reverse("declarations:case_open", args=[case.public_id]))
    after = page(client, office.head.user, case).content.decode()

    assert "Saya menilai penawaran kertas." not in before
    assert "Saya menilai penawaran kertas." in after


@pytest.mark.rule(11)
def test_the_copy_is_read_before_the_superior_has_opened_the_case(client):
    office = make_office()
    case = make_case("RECEIVED", office=office, duty="Saya menilai penawaran kertas.")

    shown = page(client, office.auditor, case).content.decode()

    assert "Saya menilai penawaran kertas." in shown
    assert fresh(case).status == "RECEIVED"


def test_the_original_pdf_is_refused_before_opening(client):
    office = make_office()
    case = make_case("RECEIVED", office=office)
    client.force_login(office.head.user)

    answer = client.get(
        reverse("declarations:case_statement_pdf", args=[case.public_id])
    )

    assert answer.status_code == 403


def readings(case):
    return Event.objects.filter(stream=f"case:{case.pk}", action="case.read")


@pytest.mark.rule(31)
def test_the_reading_of_a_copy_is_recorded_once_a_visit(client):
    office = make_office()
    case = make_case("RECEIVED", office=office)

    page(client, office.auditor, case)
    page(client, office.auditor, case)

    copy = case.copies.get()
    assert copy.first_read_by == office.auditor
    assert copy.first_read_at is not None
    assert [event.actor for event in readings(case)] == [f"user:{office.auditor.pk}"]


@pytest.mark.rule(31, 64)
@pytest.mark.parametrize("name", ["case_statement_pdf", "decision_pdf"])
def test_whoever_fetches_a_file_has_read_the_case(client, name):
    office = make_office()
    case = make_case("DECIDED", office=office)
    for document in (case.statement.document, case.decision.document):
        keep_pdf(document.pk, f"%PDF-1.7 {document.number}".encode())
    client.force_login(office.auditor)

    answer = client.get(reverse(f"declarations:{name}", args=[case.public_id]))

    assert answer.content.startswith(b"%PDF-1.7")
    assert [event.actor for event in readings(case)] == [f"user:{office.auditor.pk}"]
    assert case.copies.get().first_read_by == office.auditor


@pytest.mark.rule(31)
def test_a_second_reader_leaves_the_first_reading_of_the_copy(client):
    office = make_office()
    case = make_case("RECEIVED", office=office)
    page(client, office.auditor, case)

    page(client, office.chief_inspector, case)

    assert case.copies.get().first_read_by == office.auditor
    assert readings(case).count() == 2


def test_neither_the_declarant_nor_a_page_without_content_counts_as_reading(client):
    office = make_office()
    case = make_case("RECEIVED", office=office)

    page(client, office.staff.user, case)
    page(client, office.head.user, case)

    assert not readings(case).exists()


def test_the_declarant_sees_who_read_it(client):
    office = make_office()
    case = make_case("RECEIVED", office=office)
    page(client, office.auditor, case)

    shown = page(client, office.staff.user, case).content.decode()

    assert "Auditor Wilayah Dua" in shown
    assert "Anda menghentikan sementara pengambilan keputusan" in shown


@pytest.mark.rule(8)
def test_nothing_declared_asked_or_answered_is_readable_in_the_database():
    office = make_office()
    case = make_case("NEEDS_INFO", office=office, duty="Rahasia penawaran kertas biru.")
    secret = "Rahasia jawaban penawaran hijau."
    cases.answer(case, by=office.staff.user, answer=secret)

    words = (b"Rahasia", b"evaluasi teknis", b"hijau")
    for model in apps.get_app_config("declarations").get_models():
        for row in model.objects.values_list():
            for value in row:
                stored = (
                    bytes(value)
                    if isinstance(value, bytes | memoryview)
                    else str(value).encode()
                )
                assert not any(word in stored for word in words), model
    assert fresh(case).clarifications.get().answer == secret
