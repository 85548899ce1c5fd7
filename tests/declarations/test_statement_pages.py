"""The pages from the first question to the signed statement, as browsers post."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from declarations.content import preview_of
from declarations.models import Kind, Statement, Status
from declarations.workflow import cases
from declarations.workflow import statements as workflow
from documents import proving
from documents.models import Document
from documents.signing import prove_password
from personnel.models import Acting
from tests.factories import (
    PASSWORD,
    free_draft,
    make_campaign,
    make_office,
    make_position,
    make_statement,
    make_tenure,
    make_user,
    party,
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


def shown_hash(statement):
    read = Statement.objects.with_declarant().get(pk=statement.pk)
    return preview_of(read).content_hash


def signature(statement, **change):
    return {
        "consent": "on",
        "password": PASSWORD,
        "content_hash": shown_hash(statement),
        "drawing": "",
    } | change


@pytest.mark.rule(2)
@pytest.mark.parametrize(
    ("answer", "kind", "next_page"),
    [
        ("FREE", Kind.FREE, "Apakah salah satu dari ini berlaku bagi Anda?"),
        ("POTENTIAL", Kind.POTENTIAL, "Lewati, langsung ceritakan situasinya"),
    ],
)
def test_the_first_question_is_a_fork(visitor, office, answer, kind, next_page):
    page = visitor.get("/deklarasi/mulai/")
    answered = visitor.post("/deklarasi/mulai/", {"situation": answer}, follow=True)

    assert "dalam situasi benturan kepentingan?" in words(page)
    assert next_page in words(answered)
    draft = Statement.objects.get()
    assert (draft.kind, draft.status, draft.tenure) == (kind, "DRAFT", office.staff)


def test_an_unanswered_first_question_is_asked_again(visitor):
    response = visitor.post("/deklarasi/mulai/", {"situation": ""})

    assert "Pilih ya atau tidak." in words(response)
    assert "<title>Kesalahan: " in words(response)
    assert not Statement.objects.exists()


def test_who_holds_two_posts_says_in_which_he_signs(visitor, office):
    second = make_tenure(
        office.staff.user,
        make_position("Kepala Subbagian", unit=office.province),
        acting=Acting.DAILY,
    )

    asked = visitor.post("/deklarasi/mulai/", {"situation": "FREE"})
    visitor.post("/deklarasi/mulai/", {"situation": "FREE", "tenure": second.pk})

    assert "Pilih jabatan tempat Anda menandatangani." in words(asked)
    assert Statement.objects.get().unit == office.province


def test_who_holds_no_post_is_told_what_to_do(client):
    client.force_login(make_user("Tanpa Jabatan"))

    response = client.get("/deklarasi/mulai/")

    assert response.status_code == 403
    assert "bagian kepegawaian" in words(response)


@pytest.mark.rule(72)
def test_the_signing_page_shows_text_hash_and_consent(visitor, office):
    draft = free_draft(office.staff)

    page = words(visitor.get(url("sign", draft)))

    digest = shown_hash(draft)
    assert f'value="{digest}"' in page
    assert digest[:8] in page
    assert "tidak sedang berada dalam situasi benturan kepentingan" in page
    assert "Saya telah membaca seluruh isi surat ini." in page


def test_signing_leads_to_a_confirmation_that_can_be_bookmarked(visitor, office):
    make_campaign(office.unit)
    draft = free_draft(office.staff)

    response = visitor.post(url("sign", draft), signature(draft))

    draft.refresh_from_db()
    assert response.url == f"/deklarasi/{draft.public_id}/"
    page = words(visitor.get(response.url))
    assert "Pernyataan ditandatangani" in page
    assert draft.number in page
    assert "PDF sedang disiapkan" in page
    assert 'hx-trigger="every 2s"' in page


@pytest.mark.parametrize(
    ("change", "said", "keeps"),
    [
        ({"password": "salah"}, "Kata sandi tidak cocok", True),
        ({"password": ""}, "Ketik kata sandi Anda.", True),
        ({"consent": ""}, "Centang bahwa Anda sudah membaca", False),
        ({"drawing": "coret"}, "Gambar tanda tangan tidak terbaca", True),
    ],
    ids=str,
)
def test_what_is_missing_at_signing_is_said_and_the_rest_kept(
    visitor, office, change, said, keeps
):
    draft = free_draft(office.staff)
    drawing = '{"strokes": [[[1, 2], [3, 4]]]}'

    response = visitor.post(
        url("sign", draft), signature(draft, **({"drawing": drawing} | change))
    )

    page = words(response)
    assert said in page
    assert "<title>Kesalahan: " in page
    assert PASSWORD not in page
    assert ("checked" in page) is keeps
    assert response.context["form"]["drawing"].value() == change.get("drawing", drawing)
    assert not Document.objects.exists()


def test_five_wrong_passwords_close_the_door_for_a_while(visitor, office):
    draft = free_draft(office.staff)
    for _ in range(5):
        visitor.post(url("sign", draft), signature(draft, password="salah"))

    response = visitor.post(url("sign", draft), signature(draft))

    assert "Tunggu 15 menit" in words(response)
    assert not Document.objects.exists()


@pytest.mark.rule(72)
def test_a_changed_text_is_shown_anew_and_the_drawing_kept(visitor, office):
    draft = free_draft(office.staff)
    drawing = '{"strokes": [[[1, 2], [3, 4]]]}'
    stale = signature(draft, drawing=drawing)
    office.staff_post.title = "Analis Hukum"
    office.staff_post.save()

    response = visitor.post(url("sign", draft), stale)

    page = words(response)
    assert response.status_code == 409
    assert "Teksnya berubah sejak Anda membacanya" in page
    assert "Analis Hukum" in page
    assert response.context["form"]["drawing"].value() == drawing
    assert f'value="{shown_hash(draft)}"' in page
    assert not Document.objects.exists()


def test_a_topic_emptied_while_the_password_is_checked_leads_back_to_it(
    visitor, office, monkeypatch
):
    draft = make_statement("DRAFT", kind=Kind.POTENTIAL, tenure=office.staff)
    told = signature(draft)

    def prove_slowly(*given, **named):
        workflow.save_topic(draft, "tugas", {}, version=1, by=office.staff.user)
        return prove_password(*given, **named)

    monkeypatch.setattr(proving, "prove_password", prove_slowly)
    answer = visitor.post(url("sign", draft), told)

    assert answer.url == url("topics", draft)
    assert Statement.objects.get().status == "DRAFT"


def test_a_second_press_leads_to_the_same_confirmation(visitor, office):
    draft = free_draft(office.staff)
    typed = signature(draft)
    first = visitor.post(url("sign", draft), typed)

    again = visitor.post(url("sign", draft), typed)
    back_button = visitor.get(url("sign", draft))

    assert first.url == again.url == back_button.url
    assert Document.objects.count() == 1


@pytest.mark.parametrize("page", ["sign", "post", "topics", "review"])
def test_a_signed_statement_has_no_drafting_pages(visitor, office, page):
    signed = make_statement(kind=Kind.POTENTIAL, tenure=office.staff)

    response = visitor.get(url(page, signed))

    assert response.url == f"/deklarasi/{signed.public_id}/"


def test_an_ended_post_leads_to_the_choice_of_another(visitor, office):
    draft = free_draft(office.staff)
    today = timezone.localdate()
    new = make_tenure(
        office.staff.user, make_position("Arsiparis", unit=office.unit), since=today
    )
    office.staff.period = type(office.staff.period)(today - timedelta(days=30), today)
    office.staff.save()

    to_choice = visitor.get(url("sign", draft))
    chosen = visitor.post(url("post", draft), {"tenure": new.pk})
    page = words(visitor.get(chosen.url))

    assert to_choice.url == url("post", draft)
    assert "Arsiparis" in page


PAGES = (
    "statement",
    "statement_pdf",
    "sign",
    "post",
    "topics",
    "review",
    "confirm_withdraw",
    "confirm_discard",
)


@pytest.mark.rule(9)
@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("role", ["head", "chair"])
@pytest.mark.parametrize("status", [Status.DRAFT, Status.SIGNED])
def test_others_meet_nothing(client, office, page, role, status):
    statement = make_statement(status, kind=Kind.POTENTIAL, tenure=office.staff)
    client.force_login(getattr(office, role).user)

    assert client.get(url(page, statement)).status_code == 404


@pytest.mark.parametrize("page", ["withdraw", "discard"])
def test_others_move_nothing(client, office, page):
    statement = make_statement(Status.DRAFT, tenure=office.staff)
    client.force_login(office.head.user)

    assert client.post(url(page, statement)).status_code == 404
    assert Statement.objects.filter(status=Status.DRAFT).exists()


@pytest.mark.parametrize("page", PAGES)
def test_an_unknown_statement_is_not_found(visitor, page):
    unknown = reverse(f"declarations:{page}", args=[uuid4()])

    assert visitor.get(unknown).status_code == 404


@pytest.mark.parametrize("page", PAGES)
def test_strangers_are_sent_to_sign_in(client, office, page):
    statement = make_statement(Status.DRAFT, tenure=office.staff)

    assert client.get(url(page, statement)).url.startswith("/akun/masuk/")


@pytest.mark.rule(7)
def test_the_suspension_is_said_until_the_case_is_decided(visitor, office):
    statement = make_statement(kind=Kind.POTENTIAL, tenure=office.staff)
    said = "Anda menghentikan sementara pengambilan keputusan atau tindakan"

    before = words(visitor.get(url("statement", statement)))
    workflow.withdraw(statement, by=office.staff.user)
    after = words(visitor.get(url("statement", statement)))

    assert said in before
    assert said not in after


@pytest.mark.rule(6)
def test_an_election_relation_brings_the_duty_of_open_announcement(visitor, office):
    statement = make_statement(
        kind=Kind.POTENTIAL,
        tenure=office.staff,
        parties=[party("Prasetyono", election="CANDIDATE")],
    )

    page = words(visitor.get(url("statement", statement)))

    assert "Nyatakan hubungan itu secara terbuka" in page


def test_a_free_statement_is_withdrawn_after_a_question(visitor, office):
    statement = make_statement(tenure=office.staff)

    asked = words(visitor.get(url("confirm_withdraw", statement)))
    done = visitor.post(url("withdraw", statement))
    page = words(visitor.get(done.url))

    assert "Cabut pernyataan ini?" in asked
    assert "Dicabut" in page
    assert "Cabut pernyataan</a>" not in page


@pytest.mark.rule(8)
def test_an_opened_case_leaves_no_way_to_withdraw(visitor, office):
    statement = make_statement(kind=Kind.POTENTIAL, tenure=office.staff)
    cases.open_review(statement.case, by=office.head.user)

    page = words(visitor.get(url("statement", statement)))
    asked = visitor.get(url("confirm_withdraw", statement))
    pressed = visitor.post(url("withdraw", statement))

    assert "Tidak dapat dilakukan" in page
    assert (asked.status_code, pressed.status_code) == (403, 403)


def test_a_draft_is_deleted_after_a_question(visitor, office):
    draft = workflow.start(office.staff.user, Kind.POTENTIAL)

    asked = words(visitor.get(url("confirm_discard", draft)))
    done = visitor.post(url("discard", draft))

    assert "Hapus draf ini?" in asked
    assert done.url == "/deklarasi/"
    assert not Statement.objects.exists()


@pytest.mark.parametrize("page", ["withdraw", "discard", "amend"])
def test_moves_are_made_by_post_alone(visitor, office, page):
    draft = workflow.start(office.staff.user, Kind.POTENTIAL)

    assert visitor.get(url(page, draft)).status_code == 405


@pytest.mark.rule(3)
def test_the_history_has_links_both_ways(visitor, office):
    old = make_statement(tenure=office.staff)
    new = make_statement(tenure=office.staff)

    from_new = words(visitor.get(url("statement", new)))
    from_old = words(visitor.get(url("statement", old)))

    assert f'href="/deklarasi/{old.public_id}/"' in from_new
    assert f'href="/deklarasi/{new.public_id}/"' in from_old
    assert "Digantikan oleh" in from_old


def test_the_pdf_panel_is_a_part_that_htmx_can_fetch(visitor, office):
    statement = make_statement(tenure=office.staff)

    part = visitor.get(url("statement", statement), headers={"HX-Request": "true"})

    assert words(part).lstrip().startswith("<section")
    assert "<html" not in words(part)
    assert "HX-Request" in part["Vary"]


def test_before_it_is_sealed_the_pdf_leads_to_the_page(visitor, office):
    statement = make_statement(tenure=office.staff)

    assert visitor.get(url("statement_pdf", statement)).url == url(
        "statement", statement
    )


def test_the_list_shows_own_statements_with_their_standing(visitor, office):
    empty = words(visitor.get("/deklarasi/"))
    old = make_statement(tenure=office.staff)
    new = make_statement(kind=Kind.POTENTIAL, tenure=office.staff)
    make_statement(tenure=office.head)

    page = words(visitor.get("/deklarasi/"))

    assert "Belum ada pernyataan" in empty
    assert old.number in page
    assert new.number in page
    assert page.count("/BBK/") == 1
    assert "Digantikan" in page
    assert "Diterima atasan" in page


def test_the_list_asks_the_database_alike_for_one_row_and_three(
    visitor, office, django_assert_max_num_queries
):
    counts = []
    make_statement(tenure=office.staff)
    for _ in range(2):
        make_statement(kind=Kind.POTENTIAL, tenure=office.staff)
        visitor.get("/deklarasi/")
        with django_assert_max_num_queries(MOST_QUERIES) as asked:
            visitor.get("/deklarasi/")
        counts.append(len(asked))

    assert counts[0] == counts[1]


@pytest.mark.parametrize("kind", [Kind.FREE, Kind.POTENTIAL])
def test_the_confirmation_asks_little_of_the_database(
    visitor, office, django_assert_max_num_queries, kind
):
    statement = make_statement(kind=kind, tenure=office.staff)
    visitor.get(url("statement", statement))

    with django_assert_max_num_queries(MOST_QUERIES):
        visitor.get(url("statement", statement))
