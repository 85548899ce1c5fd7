"""From the first question over the questionnaire to FREE or to a conflict's topics."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from audit.models import Event
from deadlines import memory
from declarations.forms.identification import all_no
from declarations.identification.answered import field_of, last_time_of
from declarations.models import Case, Kind, Questionnaire, Statement, Status
from declarations.workflow import questionnaires
from declarations.workflow import statements as workflow
from declarations.workflow.attachments import give_to_statement
from declarations.workflow.identification import declare_free
from personnel.models import Unit
from tests.case_factories import make_case
from tests.declarations.passing_factories import cleaned
from tests.factories import (
    answers_for,
    free_draft,
    give,
    identify,
    make_office,
    make_statement,
    make_user,
    party,
    sign,
)

pytestmark = pytest.mark.django_db
MOST_QUERIES = 12


@pytest.fixture
def office():
    return make_office()


@pytest.fixture
def visitor(client, office):
    client.force_login(office.staff.user)
    return client


def words(response):
    return response.content.decode()


def url(name, statement, *more):
    return reverse(f"declarations:{name}", args=[statement.public_id, *more])


def version(regime="kpu-323-2020"):
    return Questionnaire.objects.get(regime=regime, version=1)


def posted(number=0, **given):
    """The form as a browser posts it: "no" to all but `given`."""
    typed = {name: values[0] for name, values in all_no(version()).items()}
    typed |= {
        field_of(name.replace("_", "-")): answer for name, answer in given.items()
    }
    return typed | {"version": number}


def tap(visitor, draft, **change):
    typed = {"version": 0, "questionnaire": version().pk} | change
    return visitor.post(url("none_apply", draft), typed)


def publish(change):
    """A next version with questions as `change` makes them, valid today."""
    administrator = make_user("Administrator")
    give(administrator, "ORGANISATION_ADMIN")
    made = questionnaires.draft_from(version(), by=administrator)
    made.questions = change(made.questions)
    made.save()
    done = questionnaires.publish(
        made, timezone.localdate(), by=administrator, revision=made.revision
    )
    memory.forget()
    return done


def reworded(code):
    """The same questions, one of which asks something else."""
    return lambda rows: [
        row | ({"text": "Pertanyaan yang lain?"} if row["code"] == code else {})
        for row in rows
    ]


# --- nothing to declare ---------------------------------------------------------------


@pytest.mark.rule(2)
def test_nobody_signs_free_without_having_seen_the_situations(visitor, office):
    draft = workflow.start(office.staff.user, Kind.FREE)

    shut = visitor.get(url("sign", draft))
    page = words(visitor.get(shut.url))

    assert shut.url == url("identify", draft)
    assert "Ipar Anda menjadi calon anggota DPRD" in page
    assert "Penyedia tenda mengirim bingkisan" in page
    assert "checked" not in page


def test_one_tap_says_that_none_applies(visitor, office):
    visitor.post("/deklarasi/mulai/", {"situation": "FREE"})
    draft = Statement.objects.get()

    tapped = tap(visitor, draft)
    page = visitor.get(tapped.url)

    assert tapped.url == url("sign", draft)
    assert page.status_code == 200
    draft.refresh_from_db()
    kept = draft.read_answers()["identifikasi"]["raw"]
    assert len(kept) == 1 + 10
    assert kept["q-hadiah"] == ["NO"]
    assert draft.kind == Kind.FREE


def test_a_tap_for_another_version_shows_the_situations_of_now(visitor, office):
    draft = workflow.start(office.staff.user, Kind.FREE)

    tapped = tap(visitor, draft, questionnaire=version("panrb-17-2024").pk)

    assert tapped.url == url("identify", draft)
    draft.refresh_from_db()
    assert draft.read_answers() == {}


def test_a_tap_sweeps_away_nothing_that_was_answered_elsewhere(visitor, office):
    draft = identify(workflow.start(office.staff.user, Kind.FREE), hadiah="YES")

    tapped = tap(visitor, draft)

    assert tapped.url == url("questions", draft)
    assert visitor.get(url("identify", draft)).url == url("questions", draft)
    draft.refresh_from_db()
    assert draft.read_answers()["identifikasi"]["raw"]["q-hadiah"] == ["YES"]


def test_the_first_time_nothing_is_answered_beforehand(visitor, office):
    draft = workflow.start(office.staff.user, Kind.FREE)

    assert "checked" not in words(visitor.get(url("questions", draft)))


# --- questions with branches ----------------------------------------------------------


def test_what_a_yes_brings_up_is_asked_at_its_field(visitor, office):
    draft = workflow.start(office.staff.user, Kind.FREE)

    response = visitor.post(url("questions", draft), posted(penyedia="YES"))

    assert response.status_code == 200
    assert list(response.context["form"].errors) == ["q-penyedia-wewenang"]
    page = words(response)
    assert "Wewenang dalam pengadaan itu: pilih satu jawaban." in page
    assert "<title>Kesalahan: " in page
    assert 'name="version" value="1"' in page


def test_follow_ups_stand_on_the_page_without_a_script(visitor, office):
    draft = workflow.start(office.staff.user, Kind.FREE)

    page = words(visitor.get(url("questions", draft)))

    assert 'name="q-penyedia-wewenang"' in page
    assert "after-YES after-UNSURE" in page
    assert "Bila “ya” atau “tidak yakin” pada pertanyaan di atas" in page


def test_a_yes_beside_free_is_pointed_out_and_leads_to_the_topics(visitor, office):
    draft = workflow.start(office.staff.user, Kind.FREE)

    answered = visitor.post(url("questions", draft), posted(hadiah="YES"))
    told = words(visitor.get(answered.url))
    gone = visitor.post(url("declare_conflict", draft))
    conflict = Statement.objects.get()

    assert answered.url == url("outcome", draft)
    assert "tidak sejalan dengan pernyataan bebas" in told
    assert "menerima hadiah, uang, perjalanan" in told
    assert conflict.kind == Kind.POTENTIAL
    assert gone.url == url("topics", conflict)
    assert visitor.get(url("sign", draft)).status_code == 404


@pytest.mark.rule(2)
def test_free_cannot_be_signed_beside_a_yes(visitor, office):
    draft = identify(workflow.start(office.staff.user, Kind.FREE), hadiah="YES")

    shut = visitor.get(url("sign", draft))
    refused = visitor.post(url("declare_free", draft))

    assert shut.url == url("outcome", draft)
    assert refused.status_code == 403
    with pytest.raises(PermissionDenied, match="menjawab “ya”"):
        sign(draft)


def test_a_doubt_beside_free_is_pointed_out_before_signing(visitor, office):
    draft = workflow.start(office.staff.user, Kind.FREE)

    answered = visitor.post(url("questions", draft), posted(hadiah="UNSURE"))
    told = words(visitor.get(answered.url))
    draft.refresh_from_db()
    with pytest.raises(PermissionDenied, match="tidak yakin"):
        sign(draft)
    shut = visitor.get(url("sign", draft))
    kept = visitor.post(url("declare_free", draft))

    assert "Tetap menyatakan bebas" in told
    assert shut.url == url("outcome", draft)
    assert kept.url == url("sign", draft)
    assert visitor.get(kept.url).status_code == 200
    draft.refresh_from_db()
    assert sign(draft).status == Status.SIGNED


def test_where_nothing_is_to_be_pointed_out_the_page_leads_on(visitor, office):
    draft = free_draft(office.staff)

    assert visitor.get(url("outcome", draft)).url == url("sign", draft)


def test_answering_anew_takes_back_that_doubts_were_pointed_out(visitor, office):
    draft = workflow.start(office.staff.user, Kind.FREE)
    visitor.post(url("questions", draft), posted(hadiah="UNSURE"))
    visitor.post(url("declare_free", draft))

    visitor.post(url("questions", draft), posted(2, penyedia="NO", hadiah="UNSURE"))

    assert visitor.get(url("sign", draft)).url == url("outcome", draft)


@pytest.mark.rule(2)
def test_nobody_is_kept_from_declaring_more(visitor, office):
    draft = workflow.start(office.staff.user, Kind.POTENTIAL)

    answered = visitor.post(url("questions", draft), posted())
    page = words(visitor.get(answered.url))

    assert answered.url == url("outcome", draft)
    assert "Tetap menyatakan potensi" in page
    assert url("topics", draft) in page
    assert visitor.get(url("topics", draft)).status_code == 200


def test_a_conflict_draft_with_only_no_may_become_free(visitor, office):
    draft = workflow.start(office.staff.user, Kind.POTENTIAL)
    visitor.post(url("questions", draft), posted())

    gone = visitor.post(url("declare_free", draft))

    free = Statement.objects.get()
    assert free.kind == Kind.FREE
    assert gone.url == url("sign", free)
    assert visitor.get(gone.url).status_code == 200


def test_what_was_told_of_a_conflict_is_kept_when_free_is_chosen(visitor, office):
    draft = make_statement(Status.DRAFT, kind=Kind.POTENTIAL, tenure=office.staff)
    identify(draft)

    visitor.post(url("declare_free", draft))

    assert set(Statement.objects.values_list("kind", flat=True)) == {
        "FREE",
        "POTENTIAL",
    }


def test_files_beside_a_conflict_are_kept_when_free_is_chosen(visitor, office):
    draft = workflow.start(office.staff.user, Kind.POTENTIAL)
    give_to_statement(draft, cleaned("akta.png"), by=office.staff.user)
    identify(draft)

    visitor.post(url("declare_free", draft))

    assert [file.name for file in draft.attachments.all()] == ["akta.png"]
    assert Statement.objects.filter(kind=Kind.FREE).exists()


def test_the_questionnaire_may_be_skipped_by_who_declares_a_conflict(visitor, office):
    draft = workflow.start(office.staff.user, Kind.POTENTIAL)

    assert visitor.get(url("topics", draft)).status_code == 200
    assert "Dilewati" in words(visitor.get(url("topics", draft)))


# --- what answers fill in -------------------------------------------------------------


@pytest.mark.rule(4)
@pytest.mark.rule(6)
def test_answers_fill_in_the_topics_which_stay_editable(visitor, office):
    draft = workflow.start(office.staff.user, Kind.POTENTIAL)
    given = {
        "keluarga_peserta": "YES",
        "keluarga_calon": "YES",
        "keluarga_partai": "NO",
        "keluarga_tim_kampanye": "NO",
        "seleksi_badan_adhoc": "YES",
    }

    answered = visitor.post(url("questions", draft), posted(**given))
    form = visitor.get(url("topic", draft, "jenis")).context["form"]
    parties = visitor.get(url("topic", draft, "pihak")).context["form"].entries
    controls = visitor.get(url("topic", draft, "saran")).context["form"]

    assert answered.url == url("topics", draft)
    assert form.initial["sources"] == ["AFFILIATION"]
    assert form.initial["forms"] == ["SPECIAL_ACCESS", "ELECTION_PARTY"]
    assert form.initial["classes"] == ["NEPOTIC_APPOINTMENT"]
    assert [
        (party["election"].value(), party["relation"].value()) for party in parties
    ] == [("CANDIDATE", ""), ("NO", "OTHER_KIN")]
    assert controls.initial["controls"] == ["RECUSE", "OPEN_STATEMENT"]
    assert "0 dari 5 selesai" in words(visitor.get(url("topics", draft)))
    saved = visitor.post(
        url("topic", draft, "saran"), {"version": "0", "controls": ["DIVEST"]}
    )
    assert saved.url == url("topics", draft)


def test_what_somebody_saved_is_never_filled_in_over(visitor, office):
    draft = make_statement(Status.DRAFT, kind=Kind.POTENTIAL, tenure=office.staff)
    before = draft.read_answers()

    visitor.post(url("questions", draft), posted(hadiah="YES"))

    draft.refresh_from_db()
    after = draft.read_answers()
    assert {slug: after[slug] for slug in before} == before


def test_saving_the_answers_keeps_an_actual_conflict_actual(visitor, office):
    draft = make_statement(Status.DRAFT, kind=Kind.ACTUAL, tenure=office.staff)

    visitor.post(url("questions", draft), posted(hadiah="YES"))

    draft.refresh_from_db()
    assert draft.kind == Kind.ACTUAL


# --- disagreements in a conflict ------------------------------------------------------


@pytest.mark.rule(6)
@pytest.mark.parametrize(
    ("given", "election", "said"),
    [
        ({"riwayat_politik": "YES"}, "NO", "tidak satu pun pihak lain disebut"),
        ({"riwayat_politik": "YES"}, "CANDIDATE", None),
        ({}, "CANDIDATE", "pada pertanyaan awal Anda menjawab tidak ada"),
        ({}, "NO", "Bentuk situasi yang dipilih menyebut peserta pemilu"),
        ({"hadiah": "YES"}, "NO", "sumber yang biasanya sesuai tidak dipilih"),
    ],
)
def test_the_summary_points_out_where_answers_disagree(
    visitor, office, given, election, said
):
    draft = make_statement(
        Status.DRAFT,
        kind=Kind.POTENTIAL,
        tenure=office.staff,
        parties=[party(election=election)],
    )
    identify(draft, **given)

    page = visitor.get(url("review", draft))

    found = page.context["contradictions"]
    if said is None:
        assert found == []
    else:
        assert any(said in one for one in found)
        assert "Jawaban yang tidak sejalan" in words(page)
        assert visitor.get(url("sign", draft)).status_code == 200


def test_the_summary_lists_the_answers_with_the_way_to_change_them(visitor, office):
    draft = make_statement(Status.DRAFT, kind=Kind.POTENTIAL, tenure=office.staff)
    identify(draft, riwayat_politik="YES")
    change = url("questions", draft) + "?dari=periksa"

    page = words(visitor.get(url("review", draft)))
    changed = visitor.post(change, posted(1, riwayat_politik="YES", hadiah="YES"))

    assert f'href="{change}"' in page
    assert changed.url == url("review", draft)


# --- a running conflict ---------------------------------------------------------------

RUNS = {
    "AWAITING_ADDRESSEE": True,
    "RECEIVED": True,
    "UNDER_REVIEW": True,
    "NEEDS_INFO": True,
    "DECIDED": False,
    "CONTROL_ACTIVE": True,
    "CANCELLED": False,
}


@pytest.mark.rule(2)
@pytest.mark.rule(7)
@pytest.mark.rule(25)
@pytest.mark.parametrize(("status", "runs"), RUNS.items())
def test_who_is_in_a_running_conflict_cannot_sign_that_he_is_free(status, runs):
    case = make_case(status)
    draft = identify(workflow.start(case.person, Kind.FREE, tenure=case.tenure))

    if runs:
        with pytest.raises(PermissionDenied, match="masih berjalan"):
            sign(draft)
        draft.refresh_from_db()
        assert draft.status == Status.DRAFT
    else:
        assert sign(draft).status == Status.SIGNED


@pytest.mark.rule(2)
def test_the_pages_say_why_and_lead_to_the_case(client):
    case = make_case("CONTROL_ACTIVE")
    client.force_login(case.person)
    draft = identify(workflow.start(case.person, Kind.FREE, tenure=case.tenure))

    fork = client.post("/deklarasi/mulai/", {"situation": "FREE"})
    shut = client.get(url("sign", draft))

    assert "masih berjalan" in words(fork)
    assert "<title>Kesalahan: " in words(fork)
    assert case.get_absolute_url() in words(fork)
    assert shut.status_code == 403
    assert "Anda belum dapat menyatakan bebas" in words(shut)
    assert case.get_absolute_url() in words(shut)
    assert client.post("/deklarasi/mulai/", {"situation": "POTENTIAL"}).status_code


def test_a_conflict_of_somebody_else_keeps_nobody_from_free(office):
    make_case("UNDER_REVIEW", office=office)
    draft = free_draft(office.chair)

    assert sign(draft).status == Status.SIGNED


def test_a_conflict_draft_of_only_no_is_not_turned_free_beside_a_case(client):
    case = make_case("UNDER_REVIEW")
    client.force_login(case.person)
    draft = workflow.start(case.person, Kind.POTENTIAL, tenure=case.tenure)
    client.post(url("questions", draft), posted())

    page = words(client.get(url("outcome", draft)))
    refused = client.post(url("declare_free", draft))

    assert "Tanda tangani pernyataan bebas" not in page
    assert "masih berjalan" in page
    assert refused.status_code == 403
    assert Case.objects.count() == 1


# --- last time ------------------------------------------------------------------------


def test_last_times_answers_are_offered_and_differences_shown(visitor, office):
    year = timezone.localdate().year
    first = identify(workflow.start(office.staff.user, Kind.FREE), jabatan_lain="YES")
    visitor.post(
        url("questions", first),
        posted(1, jabatan_lain="YES", jabatan_lain_berkaitan="NO"),
    )
    first.refresh_from_db()
    sign(first)
    draft = workflow.start(office.staff.user, Kind.FREE)

    skipped = visitor.get(url("identify", draft))
    page = visitor.get(url("questions", draft))
    changed = visitor.post(url("questions", draft), posted())
    told = words(visitor.get(changed.url))

    assert skipped.url == url("questions", draft)
    assert page.context["form"]["q-jabatan-lain"].value() == "YES"
    assert f"Jawaban Anda pada {year}: ya" in words(page)
    assert changed.url == url("outcome", draft)
    assert f"Berubah sejak {year}" in told
    assert "Jabatan di yayasan atau organisasi: dahulu ya, kini tidak" in told
    assert visitor.get(url("sign", draft)).status_code == 200


def test_when_somebody_answered_last_is_told_by_the_clock_of_his_unit(
    office, monkeypatch
):
    Unit.objects.update(timezone="Asia/Jayapura", tz_abbr="WIT")
    new_year = datetime(2027, 1, 1, 0, 30, tzinfo=ZoneInfo("Asia/Jayapura"))
    monkeypatch.setattr("django.utils.timezone.now", lambda: new_year)
    make_statement(tenure=office.staff)

    last = last_time_of(office.staff.user, version())

    assert last.on == date(2027, 1, 1)


def test_who_answered_no_to_all_confirms_it_in_one_tap_again(visitor, office):
    make_statement(tenure=office.staff)
    draft = workflow.start(office.staff.user, Kind.FREE)

    page = words(visitor.get(url("identify", draft)))
    tapped = tap(visitor, draft)

    assert "Anda menjawab bahwa tidak satu pun berlaku" in page
    assert tapped.url == url("sign", draft)


def test_differences_stand_on_the_summary_of_a_conflict(visitor, office):
    make_statement(tenure=office.staff)
    draft = make_statement(Status.DRAFT, kind=Kind.POTENTIAL, tenure=office.staff)
    identify(draft, riwayat_politik="YES")

    page = words(visitor.get(url("review", draft)))

    assert "Riwayat Anda dengan peserta pemilu: dahulu tidak, kini ya" in page
    assert "Keadaan lain: dahulu" not in page


def test_the_signed_statement_shows_its_declarant_what_he_answered(visitor, office):
    signed = make_statement(tenure=office.staff)

    page = words(visitor.get(url("statement", signed)))

    assert "Jawaban Anda atas pertanyaan awal" in page
    assert "menerima hadiah, uang, perjalanan" in page
    assert "identifikasi" not in str(signed.read_content())


# --- a newer version ------------------------------------------------------------------


def test_a_draft_of_an_older_version_is_asked_only_what_changed(visitor, office):
    draft = identify(workflow.start(office.staff.user, Kind.FREE))
    newer = publish(reworded("hadiah"))

    shut = visitor.get(url("sign", draft))
    page = visitor.get(url("questions", draft))
    typed = posted(1) | {"questionnaire": newer.pk}
    answered = visitor.post(url("questions", draft), typed)

    assert shut.url == url("identify", draft)
    assert "diperbarui sejak Anda mulai" in words(page)
    assert [row["question"].code for row in page.context["rows"]] == ["hadiah"]
    assert len(page.context["standing"]) == 9
    assert page.context["form"]["q-hadiah"].value() is None
    assert page.context["form"]["q-penyedia"].value() == "NO"
    assert answered.url == url("sign", draft)
    draft.refresh_from_db()
    kept = draft.read_answers()["identifikasi"]["raw"]
    assert kept["questionnaire"] == [str(newer.pk)]


@pytest.mark.parametrize("page", ["questions", "save_questions"])
def test_what_was_answered_on_an_older_page_does_not_answer_what_it_did_not_ask(
    visitor, office, page
):
    draft = workflow.start(office.staff.user, Kind.FREE)
    opened = words(visitor.get(url("questions", draft)))
    publish(reworded("hadiah"))

    sent = visitor.post(url(page, draft), posted())

    assert f'name="questionnaire" value="{version().pk}"' in opened
    draft.refresh_from_db()
    kept = draft.read_answers()["identifikasi"]["raw"]
    assert kept["questionnaire"] == [str(version().pk)]
    if page == "questions":
        asked = visitor.get(sent.url)
        assert sent.url == url("questions", draft)
        assert [row["question"].code for row in asked.context["rows"]] == ["hadiah"]
        assert asked.context["form"]["q-penyedia"].value() == "NO"
    with pytest.raises(PermissionDenied):
        declare_free(draft, by=office.staff.user)


def test_an_older_page_that_asks_the_same_leads_on(visitor, office):
    draft = workflow.start(office.staff.user, Kind.FREE)
    publish(lambda rows: rows)

    sent = visitor.post(url("questions", draft), posted())

    assert sent.url == url("sign", draft)


def test_a_version_that_asks_the_same_asks_nobody_again(visitor, office):
    draft = identify(workflow.start(office.staff.user, Kind.FREE))
    publish(lambda rows: [row | {"why": "Alasan yang lebih jelas."} for row in rows])

    assert visitor.get(url("sign", draft)).status_code == 200


def test_a_conflict_draft_is_told_and_may_go_on(visitor, office):
    draft = make_statement(Status.DRAFT, kind=Kind.POTENTIAL, tenure=office.staff)
    identify(draft, hadiah="YES")
    publish(reworded("hadiah"))

    page = words(visitor.get(url("topics", draft)))

    assert "Daftar pertanyaan diperbarui sejak Anda mulai" in page
    assert "Ada yang diperbarui" in page
    assert visitor.get(url("review", draft)).status_code == 200


def test_a_version_of_the_future_asks_nobody_yet(visitor, office):
    administrator = make_user("Administrator")
    give(administrator, "ORGANISATION_ADMIN")
    made = questionnaires.draft_from(version(), by=administrator)
    tomorrow = timezone.localdate() + timedelta(days=2)
    questionnaires.publish(made, tomorrow, by=administrator, revision=0)
    memory.forget()

    draft = identify(workflow.start(office.staff.user, Kind.FREE))

    kept = draft.read_answers()["identifikasi"]["raw"]
    assert kept["questionnaire"] == [str(version().pk)]


# --- saving ---------------------------------------------------------------------------


def test_answers_save_themselves(visitor, office):
    draft = workflow.start(office.staff.user, Kind.FREE)

    saved = visitor.post(url("save_questions", draft), {"version": 0, "q-hadiah": "NO"})

    assert saved.json()["version"] == 1
    assert saved.json()["message"].startswith("Draf tersimpan ")
    page = visitor.get(url("questions", draft))
    assert page.context["form"]["q-hadiah"].value() == "NO"


def test_two_tabs_do_not_answer_over_each_other(visitor, office):
    draft = workflow.start(office.staff.user, Kind.FREE)
    saving = url("save_questions", draft)
    visitor.post(saving, {"version": 0, "q-hadiah": "YES"})

    saved = visitor.post(saving, {"version": 0, "q-hadiah": "NO"})
    response = visitor.post(url("questions", draft), posted(0))

    assert (saved.status_code, response.status_code) == (409, 409)
    assert "jendela atau perangkat lain" in words(response)
    assert 'name="version" value="1"' in words(response)
    assert response.context["form"]["q-hadiah"].value() == "NO"
    draft.refresh_from_db()
    assert draft.read_answers()["identifikasi"]["raw"]["q-hadiah"] == ["YES"]


def test_what_nobody_can_answer_is_not_kept(visitor, office):
    draft = workflow.start(office.staff.user, Kind.FREE)

    visitor.post(
        url("save_questions", draft),
        {"version": "x", "q-hadiah": "<script>", "q-asing": "YES", "told": "on"},
    )

    draft.refresh_from_db()
    assert list(draft.read_answers()["identifikasi"]["raw"]) == ["questionnaire"]


PAGES = ("identify", "questions", "outcome")
POSTS = ("none_apply", "save_questions", "declare_conflict", "declare_free")


@pytest.mark.rule(9)
@pytest.mark.parametrize("page", [*PAGES, *POSTS])
@pytest.mark.parametrize("role", ["head", "chair"])
def test_the_answers_of_others_do_not_exist(client, office, page, role):
    draft = make_statement(Status.DRAFT, tenure=office.staff)
    client.force_login(getattr(office, role).user)

    answer = client.post if page in POSTS else client.get

    assert answer(url(page, draft)).status_code == 404
    assert Event.objects.filter(action="statement.discard").count() == 0


@pytest.mark.parametrize("page", [*PAGES, *POSTS])
def test_a_signed_statement_is_not_answered_anew(visitor, office, page):
    signed = make_statement(tenure=office.staff)

    answer = visitor.post if page in POSTS else visitor.get

    assert answer(url(page, signed)).url == signed.get_absolute_url()


def test_without_a_questionnaire_nobody_is_held_up(visitor, office, monkeypatch):
    monkeypatch.setattr("declarations.identification.published.published", lambda: [])
    draft = workflow.start(office.staff.user, Kind.FREE)

    assert visitor.get(url("identify", draft)).url == url("sign", draft)
    assert visitor.get(url("sign", draft)).status_code == 200


@pytest.mark.parametrize("page", ["identify", "questions", "outcome", "sign"])
def test_the_questionnaire_asks_little_of_the_database(
    visitor, office, django_assert_max_num_queries, page
):
    make_statement(tenure=office.staff)
    given = {"hadiah": "UNSURE"} if page in ("questions", "outcome") else {}
    draft = identify(workflow.start(office.staff.user, Kind.FREE), **given)
    visitor.get(url(page, draft))

    with django_assert_max_num_queries(MOST_QUERIES):
        assert visitor.get(url(page, draft)).status_code == 200


def test_the_topics_of_a_conflict_need_no_answers_to_be_signed(visitor, office):
    visitor.post("/deklarasi/mulai/", {"situation": "POTENTIAL"})
    draft = Statement.objects.get()
    for slug, typed in answers_for().items():
        visitor.post(url("topic", draft, slug), typed | {"version": "0"})

    draft.refresh_from_db()

    assert sign(draft).status == Status.SIGNED
