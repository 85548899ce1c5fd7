"""The pages of a case: lists, forms, refusals, query counts."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from deadlines.models import RegimeAdoption
from declarations.case_home import home
from declarations.models import Case, CaseStatus, Decision, DecisionDraft, Kind
from declarations.workflow import cases, statements
from kpu_coi.navigation import places_of
from tests.case_factories import (
    decision_answers,
    fresh,
    make_case,
    sign_decision,
)
from tests.factories import (
    PASSWORD,
    fill,
    make_office,
    make_position,
    make_tenure,
    make_user,
    party,
    sign,
)

pytestmark = pytest.mark.django_db


def url(name, case, *more):
    return reverse(f"declarations:{name}", args=[case.public_id, *more])


def text(response):
    return response.content.decode()


def office_with_case(status):
    office = make_office()
    return office, make_case(status, office=office)


def test_the_list_shows_what_waits_and_what_is_decided(client):
    office = make_office()
    waiting = make_case("RECEIVED", office=office)
    colleague = make_tenure(
        make_user("Rekan"), make_position(unit=office.unit, superior=office.head_post)
    )
    decided = make_case("DECIDED", office=office, tenure=colleague)
    client.force_login(office.head.user)

    open_list = text(client.get(reverse("declarations:cases")))
    done_list = text(client.get(reverse("declarations:cases"), {"lihat": "selesai"}))

    assert waiting.number in open_list
    assert decided.number not in open_list
    assert decided.number in done_list


def test_the_list_is_cut_by_number_and_status(client):
    office, case = office_with_case("RECEIVED")
    client.force_login(office.head.user)
    listing = reverse("declarations:cases")

    def found(**filters):
        return case.number in text(client.get(listing, filters))

    assert found(q=case.number[:8])
    assert not found(q="9999/")
    assert not found(status="NEEDS_INFO")


def test_an_empty_list_says_what_will_appear(client):
    office = make_office()
    client.force_login(office.head.user)

    for name in ("cases", "case_copies"):
        page = client.get(reverse(f"declarations:{name}"))
        assert "muncul di sini" in text(page)


def test_another_line_finds_its_copies(client):
    office = make_office()
    case = make_case("RECEIVED", office=office, tenure=office.secretary)
    client.force_login(office.province_secretary.user)

    page = text(client.get(reverse("declarations:case_copies")))

    assert case.number in page


def test_the_trail_says_why_it_came_here(client):
    office = make_office()
    case = make_case(
        "UNDER_REVIEW",
        office=office,
        parties=[party("Kasubbag", person=office.head.user_id)],
    )
    client.force_login(office.secretary.user)

    page = text(client.get(url("case", case)))

    assert "Mengapa sampai kepada Anda" in page
    assert "Disebut sebagai pihak lain dalam pernyataan ini." in page
    assert "Tembusan: Inspektorat Wilayah II" in page
    assert "3\N{NO-BREAK SPACE}hari kerja" in page or "3 hari kerja" in page


def test_asking_and_answering_through_the_pages(client):
    office, case = office_with_case("UNDER_REVIEW")
    client.force_login(office.head.user)
    client.post(url("case_ask", case), {"question": "Sejak kapan Anda tahu?"})
    client.force_login(office.staff.user)
    assert "Sejak kapan Anda tahu?" in text(client.get(url("case", case)))
    client.post(url("case_answer", case), {"answer": "Sejak hari Kamis."})

    client.force_login(office.head.user)
    page = text(client.get(url("case", case)))

    assert "Sejak hari Kamis." in page
    assert fresh(case).status == CaseStatus.UNDER_REVIEW


def test_an_empty_question_is_refused_at_its_field(client):
    office, case = office_with_case("UNDER_REVIEW")
    client.force_login(office.head.user)

    page = text(client.post(url("case_ask", case), {"question": ""}))

    assert "Tulis apa yang perlu dijelaskan." in page
    assert "<title>Kesalahan: " in page


def test_who_comes_too_late_sees_why_and_what_he_typed(client):
    office, case = office_with_case("UNDER_REVIEW")
    sign_decision(case, office.head.user)
    client.force_login(office.head.user)

    answer = client.post(url("case_ask", case), {"question": "Masih sempat bertanya?"})

    assert answer.status_code == 409
    assert "status perkara ini “Pengendalian berjalan”" in text(answer)
    assert "Masih sempat bertanya?" in text(answer)


def test_a_decision_too_late_keeps_what_was_typed_in_sight(client):
    office, case = office_with_case("UNDER_REVIEW")
    client.force_login(office.head.user)
    client.post(url("decision_save", case), decision_answers())
    sign_decision(case, office.head.user)

    typed = decision_answers(truth_reason="Temuan yang belum tersimpan.")
    answer = client.post(url("decision_save", case), typed)

    assert answer.status_code == 409
    assert "Temuan yang belum tersimpan." in text(answer)
    assert "Seluruh evaluasi dan penetapan pemenang" in text(answer)


def test_the_chief_inspector_chooses_on_the_page(client):
    office, case = office_with_case("AWAITING_ADDRESSEE")
    client.force_login(office.chief_inspector)
    page = text(client.get(url("case", case)))
    assert "Tunjuk siapa yang menelaah" in page
    assert f'value="{office.chair.pk}"' in page
    assert f'value="{office.secretary.pk}"' not in page

    client.post(url("case_choose", case), {"tenure": office.chair.pk})

    assert fresh(case).addressee == office.chair_post


def test_the_chief_inspector_refers_to_the_plenary_on_the_page(client):
    office, case = office_with_case("AWAITING_ADDRESSEE")
    client.force_login(office.chief_inspector)

    client.post(url("case_plenary", case))

    assert fresh(case).to_plenary


def test_the_decision_is_drafted_checked_and_signed(client):
    office, case = office_with_case("UNDER_REVIEW")
    client.force_login(office.head.user)
    assert client.get(url("decision", case)).status_code == 200
    saved = client.post(url("decision_save", case), decision_answers())
    assert saved["Location"] == url("decision_check", case)
    check = client.get(url("decision_check", case))
    shown = check.context["preview"].content_hash
    assert "Seluruh evaluasi dan penetapan pemenang" in text(check)

    signed = client.post(
        url("decision_sign", case),
        {"consent": "on", "password": PASSWORD, "content_hash": shown},
    )

    assert signed["Location"] == url("order", case)
    assert Decision.objects.get().content_hash == shown
    assert "Pengendalian berjalan" in text(client.get(url("case", case)))


def test_a_wrong_password_signs_nothing_and_keeps_the_draft(client):
    office, case = office_with_case("UNDER_REVIEW")
    client.force_login(office.head.user)
    client.post(url("decision_save", case), decision_answers())
    shown = client.get(url("decision_check", case)).context["preview"].content_hash

    answer = client.post(
        url("decision_sign", case),
        {"consent": "on", "password": "salah", "content_hash": shown},
    )

    assert "Kata sandi tidak cocok" in text(answer)
    assert DecisionDraft.objects.count() == 1
    assert not Decision.objects.exists()


def test_a_text_changed_in_another_tab_is_shown_again(client):
    office, case = office_with_case("UNDER_REVIEW")
    client.force_login(office.head.user)
    client.post(url("decision_save", case), decision_answers())
    shown = client.get(url("decision_check", case)).context["preview"].content_hash
    client.post(url("decision_save", case), decision_answers(decision_text="Lain."))

    answer = client.post(
        url("decision_sign", case),
        {"consent": "on", "password": PASSWORD, "content_hash": shown},
    )

    assert "Teks berubah sejak Anda membacanya" in text(answer)
    assert not Decision.objects.exists()


def test_pressing_sign_twice_makes_one_decision(client):
    office, case = office_with_case("UNDER_REVIEW")
    client.force_login(office.head.user)
    client.post(url("decision_save", case), decision_answers())
    shown = client.get(url("decision_check", case)).context["preview"].content_hash
    posted = {"consent": "on", "password": PASSWORD, "content_hash": shown}

    client.post(url("decision_sign", case), posted)
    again = client.post(url("decision_sign", case), posted)

    assert again["Location"] == url("case", case)
    assert Decision.objects.count() == 1


def test_errors_of_a_control_are_summed_up_and_all_is_kept(client):
    office, case = office_with_case("UNDER_REVIEW")
    client.force_login(office.head.user)

    page = text(
        client.post(url("decision_save", case), decision_answers(**{"k0-scope": ""}))
    )

    assert page.count("Tulis ruang lingkup pengendalian.") == 2
    assert "Akta pendirian perusahaan" in page
    assert "Akta pendirian perusahaan" in text(client.get(url("decision", case)))


def test_rows_of_controls_come_and_go_with_what_was_typed(client):
    office, case = office_with_case("UNDER_REVIEW")
    client.force_login(office.head.user)

    client.post(url("decision_add", case), decision_answers())
    two = text(client.get(url("decision", case)))
    typed = decision_answers(rows="2", **{"k1-scope": "Yang kedua."})
    client.post(url("decision_remove", case, 0), typed)
    one = text(client.get(url("decision", case)))

    assert "Pengendalian 2" in two
    assert "Seluruh evaluasi dan penetapan pemenang" in two
    assert "Pengendalian 2" not in one
    assert "Yang kedua." in one


@pytest.mark.parametrize(
    ("name", "method"),
    [
        ("case_open", "post"),
        ("case_ask", "post"),
        ("case_answer", "post"),
        ("case_choose", "post"),
        ("case_plenary", "post"),
        ("decision", "get"),
        ("decision_save", "post"),
        ("decision_add", "post"),
        ("decision_check", "get"),
        ("decision_sign", "post"),
        ("decision_pdf", "get"),
        ("case_statement_pdf", "get"),
    ],
)
def test_a_stranger_finds_nothing_behind_any_address(client, name, method):
    office, case = office_with_case("UNDER_REVIEW")
    client.force_login(office.member.user)

    assert getattr(client, method)(url(name, case)).status_code == 404


@pytest.mark.parametrize(
    "name", ["case_open", "case_ask", "case_choose", "case_plenary", "decision_save"]
)
def test_an_auditor_reads_and_does_not_act(client, name):
    office, case = office_with_case("UNDER_REVIEW")
    client.force_login(office.auditor)
    posted = {"question": "Boleh?", **decision_answers()}

    answer = client.post(url(name, case), posted)

    assert answer.status_code in (403, 409)
    assert fresh(case).status == CaseStatus.UNDER_REVIEW


def test_beranda_tells_each_what_he_owes_and_what_waits():
    office, case = office_with_case("RECEIVED")

    duty = home(office.head.user).duties[0]
    waiting = home(office.staff.user).waiting[0]

    assert duty.title == "Telaah pernyataan benturan kepentingan"
    assert duty.due.on == case.due_on
    assert waiting.waiting_tag == ("info", "Diterima")
    assert home(office.member.user).duties == []


def test_a_question_turns_duty_and_waiting_round():
    office, _ = office_with_case("NEEDS_INFO")

    assert home(office.staff.user).duties[0].title == (
        "Jawab klarifikasi atas pernyataan Anda"
    )
    assert home(office.head.user).duties == []
    assert home(office.head.user).waiting[0].waiting_tag[0] == "warn"


def test_the_menu_counts_what_waits_for_those_above_others():
    office, _ = office_with_case("RECEIVED")

    def menu(user):
        found = [(place.label, place.count) for place in places_of(user)]
        return [told for told in found if told[0] == "Penelaahan"]

    assert menu(office.head.user) == [("Penelaahan", 1)]
    assert menu(office.chair.user) == [("Penelaahan", 0)]
    assert menu(office.staff.user) == []
    assert menu(office.chief_inspector) == [("Penelaahan", 0)]


def more_cases(office, count):
    for index in range(count):
        post = make_position(unit=office.unit, superior=office.head_post)
        make_case(
            "RECEIVED",
            office=office,
            tenure=make_tenure(make_user(f"Bawahan {index}"), post),
        )


def queries_of(client, django_assert_max_num_queries, address, most=12):
    with django_assert_max_num_queries(most) as counted:
        assert client.get(address).status_code == 200
    return len(counted)


def test_the_list_asks_as_much_for_three_rows_as_for_one(
    client, django_assert_max_num_queries
):
    office, _ = office_with_case("RECEIVED")
    client.force_login(office.head.user)
    address = reverse("declarations:cases")
    one = queries_of(client, django_assert_max_num_queries, address)

    more_cases(office, 2)
    three = queries_of(client, django_assert_max_num_queries, address)

    assert Case.objects.count() == 3
    assert three == one <= 12


def test_the_page_asks_as_much_for_three_questions_as_for_one(
    client, django_assert_max_num_queries
):
    office, case = office_with_case("NEEDS_INFO")
    client.force_login(office.head.user)
    client.get(url("case", case))
    one = queries_of(client, django_assert_max_num_queries, url("case", case))
    for question in ("Kedua?", "Ketiga?"):
        cases.answer(case, by=office.staff.user, answer="Ya.")
        cases.ask(case, by=office.head.user, question=question)

    three = queries_of(client, django_assert_max_num_queries, url("case", case))

    assert three == one


def test_the_document_is_there_once_the_worker_made_it(client):
    office, case = office_with_case("DECIDED")
    client.force_login(office.staff.user)

    assert client.get(url("decision_pdf", case)).status_code == 404
    assert "PDF sedang dibuat" in text(client.get(url("case", case)))


def test_the_page_names_the_kind_as_its_regime_does(client):
    office = make_office()
    RegimeAdoption.objects.create(
        regime_id="panrb-17-2024",
        unit_code=office.unit.code,
        valid_from=timezone.localdate() - timedelta(days=1),
    )
    draft = fill(statements.start(office.staff.user, Kind.POTENTIAL))
    statements.save_topic(
        draft,
        "jenis",
        {"kind": ["POTENTIAL"], "sources": ["FAMILY"]},
        version=1,
        by=office.staff.user,
    )
    case = sign(draft).case
    client.force_login(office.auditor)

    page = text(client.get(url("case", case)))

    assert '<span class="eyebrow">Konflik Kepentingan Potensial</span>' in page
