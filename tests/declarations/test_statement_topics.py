"""The topics of a conflict statement, page by page, as browsers post them."""

import pytest
from django.urls import reverse

from declarations.content import preview_of
from declarations.models import Kind, Statement
from declarations.workflow import statements as workflow
from tests.factories import (
    PASSWORD,
    answers_for,
    fill,
    make_office,
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


def test_an_unknown_topic_is_not_found(visitor, office):
    draft = workflow.start(office.staff.user, Kind.POTENTIAL)

    assert visitor.get(url("topic", draft, "rahasia")).status_code == 404
    assert visitor.post(url("autosave", draft, "rahasia")).status_code == 404


def test_a_free_draft_has_no_topics(visitor, office):
    draft = workflow.start(office.staff.user, Kind.FREE)

    assert visitor.get(url("topics", draft)).status_code == 404


@pytest.mark.rule(4)
def test_a_conflict_is_told_topic_by_topic_and_signed(visitor, office):
    visitor.post("/deklarasi/mulai/", {"situation": "POTENTIAL"})
    draft = Statement.objects.get()
    for slug, typed in answers_for().items():
        page = visitor.get(url("topic", draft, slug))
        assert page.status_code == 200
        saved = visitor.post(url("topic", draft, slug), typed | {"version": "0"})
        assert saved.url == url("topics", draft)

    tasks = words(visitor.get(url("topics", draft)))
    review = words(visitor.get(url("review", draft)))
    signed = visitor.post(url("sign", draft), signature(draft))
    page = words(visitor.get(signed.url))

    assert "5 dari 5 selesai" in tasks
    assert "Periksa jawaban" in tasks
    assert office.head.user.name in review
    assert "Atasan langsung pembuat pernyataan." in review
    assert "Inspektorat Wilayah II" in review
    assert "menghentikan sementara pengambilan keputusan" in page


def test_an_incomplete_draft_is_sent_back_to_its_topics(visitor, office):
    draft = workflow.start(office.staff.user, Kind.POTENTIAL)

    assert visitor.get(url("review", draft)).url == url("topics", draft)
    assert visitor.get(url("sign", draft)).url == url("topics", draft)


def test_a_change_from_the_summary_leads_back_to_it(visitor, office):
    draft = fill(workflow.start(office.staff.user, Kind.POTENTIAL))
    review = words(visitor.get(url("review", draft)))
    change = url("topic", draft, "tugas") + "?dari=periksa"

    changed = visitor.post(
        change, {"version": "1", "duty": "Saya menilai penawaran yang lain lagi."}
    )

    assert f'href="{change}"' in review
    assert changed.url == url("review", draft)


def test_an_unsound_topic_is_kept_and_told(visitor, office):
    draft = workflow.start(office.staff.user, Kind.POTENTIAL)

    response = visitor.post(
        url("topic", draft, "kaitan"),
        {"version": "0", "source": "Kakak saya.", "link": "tidak ada"},
    )
    again = words(visitor.get(url("topic", draft, "kaitan")))
    tasks = words(visitor.get(url("topics", draft)))

    assert "dengan kalimat" in words(response)
    assert "Kakak saya." in words(response)
    assert "Kakak saya." in again
    assert "Kesalahan" not in again
    assert "Sedang diisi" in tasks


def test_a_draft_saves_itself(visitor, office):
    draft = workflow.start(office.staff.user, Kind.POTENTIAL)

    saved = visitor.post(
        url("autosave", draft, "tugas"), {"version": "0", "duty": "Separuh kalim"}
    )

    assert saved.json()["version"] == 1
    assert saved.json()["message"].startswith("Draf tersimpan ")
    assert "Separuh kalim" in words(visitor.get(url("topic", draft, "tugas")))


def test_two_tabs_do_not_overwrite_each_other_silently(visitor, office):
    draft = workflow.start(office.staff.user, Kind.POTENTIAL)
    topic, saving = url("topic", draft, "tugas"), url("autosave", draft, "tugas")
    visitor.post(saving, {"version": "0", "duty": "Dari jendela satu"})

    saved = visitor.post(saving, {"version": "0", "duty": "Dari jendela dua"})
    posted = visitor.post(topic, {"version": "0", "duty": "Dari jendela dua"})

    assert (saved.status_code, posted.status_code) == (409, 409)
    assert "jendela atau perangkat lain" in saved.json()["message"]
    page = words(posted)
    assert "jendela atau perangkat lain" in page
    assert "Dari jendela dua" in page
    assert 'name="version" value="1"' in page
    draft.refresh_from_db()
    assert draft.read_answers()["tugas"]["raw"] == {"duty": ["Dari jendela satu"]}

    kept = visitor.post(topic, {"version": "1", "duty": "Dari jendela dua"})
    assert kept.status_code == 302


@pytest.mark.parametrize("version", ["", "-1", "x", "9" * 30, "1.5"])
def test_an_odd_version_is_an_old_one(visitor, office, version):
    draft = fill(workflow.start(office.staff.user, Kind.POTENTIAL))

    saved = visitor.post(
        url("autosave", draft, "tugas"), {"version": version, "duty": "Lain"}
    )

    assert saved.status_code == 409


def test_parties_are_added_and_taken_out_without_a_script(visitor, office):
    draft = workflow.start(office.staff.user, Kind.POTENTIAL)
    typed = {"version": "0", "rows": "1", "p0-name": "Satu"}

    added = visitor.post(url("add_row", draft, "pihak"), typed, follow=True)
    removed = visitor.post(
        url("remove_row", draft, "pihak", 0),
        {"version": "1", "rows": "2", "p0-name": "Satu", "p1-name": "Dua"},
        follow=True,
    )

    assert "Pihak 2" in words(added)
    assert 'value="Satu"' in words(added)
    assert 'value="Dua"' in words(removed)
    assert "Satu" not in words(removed)


@pytest.mark.parametrize("page", ["topics", "review", "sign", "topic"])
def test_drafting_pages_ask_little_of_the_database(
    visitor, office, django_assert_max_num_queries, page
):
    counts = []
    for count in (1, 3):
        rows = [party(f"Pihak {place}") for place in range(count)]
        rows[0]["person"] = office.head.user_id
        draft = fill(workflow.start(office.staff.user, Kind.POTENTIAL), parties=rows)
        more = ["pihak"] if page == "topic" else []
        visitor.get(url(page, draft, *more))
        with django_assert_max_num_queries(MOST_QUERIES) as asked:
            assert visitor.get(url(page, draft, *more)).status_code == 200
        counts.append(len(asked))

    assert counts[0] == counts[1]
