"""Versions of the questionnaire: who edits them, and what a version goes through."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, InternalError, transaction
from django.utils import timezone

from audit.models import Event
from deadlines import memory
from deadlines.models import RegimeTerm
from declarations.models import Questionnaire
from declarations.workflow import questionnaires as workflow
from tests.factories import give, make_office, make_user

pytestmark = pytest.mark.django_db
URL = "/kuesioner/"
MOST_QUERIES = 12
EDITOR_PAGES = (
    ("GET", ""),
    ("GET", "{pk}/"),
    ("GET", "{pk}/pratinjau/"),
    ("GET", "{pk}/terbitkan/"),
    ("GET", "{pk}/hapus/"),
    ("GET", "{pk}/pertanyaan-baru/"),
    ("GET", "{pk}/pertanyaan/hadiah/"),
    ("POST", "{pk}/versi-baru/"),
    ("POST", "{pk}/terbitkan/"),
    ("POST", "{pk}/hapus/ya/"),
    ("POST", "{pk}/pertanyaan-baru/"),
    ("POST", "{pk}/pertanyaan/hadiah/"),
    ("POST", "{pk}/pertanyaan/hadiah/naik/"),
    ("POST", "{pk}/pertanyaan/hadiah/turun/"),
    ("POST", "{pk}/pertanyaan/hadiah/hapus/"),
)


@pytest.fixture
def editor(client):
    user = make_user("Administrator Organisasi")
    give(user, "ORGANISATION_ADMIN")
    client.force_login(user)
    return user


@pytest.fixture
def first():
    return Questionnaire.objects.get(regime="kpu-323-2020", version=1)


@pytest.fixture
def draft(editor, first):
    return workflow.draft_from(first, by=editor)


def words(response):
    return response.content.decode()


def fresh(version):
    return Questionnaire.objects.select_related("regime").get(pk=version.pk)


def codes(version):
    return [question.code for question in fresh(version).question_set.questions]


def typed(**change):
    return {
        "title": "Tanah keluarga",
        "text": "Apakah tanah keluarga Anda hendak disewa kantor?",
        "why": "",
        "examples": "Gudang di tanah mertua.\n\nParkir di kebun sepupu.",
        "may_be_unsure": "on",
        "parent": "",
        "after": "YES",
        "sources": ["VESTED"],
        "controls": ["RECUSE"],
        "relation": "PARENT_IN_LAW",
        "election": "",
        "revision": 0,
    } | change


# --- who ------------------------------------------------------------------------------


@pytest.mark.parametrize(("method", "path"), EDITOR_PAGES)
@pytest.mark.parametrize(
    "role",
    [
        None,
        "SYSTEM_ADMIN",
        "CHIEF_INSPECTOR",
        "AUDITOR",
        "UNIT_OPERATOR",
        "COMPLAINT_OFFICER",
        "DPO",
    ],
)
def test_for_all_others_the_pages_do_not_exist(client, first, method, path, role):
    office = make_office()
    made = workflow.draft_from(first, by=administrator())
    user = make_user()
    scope = {}
    if role in ("UNIT_OPERATOR", "COMPLAINT_OFFICER"):
        scope = {"unit": office.unit}
    if role == "AUDITOR":
        scope = {"region": office.region}
    if role:
        give(user, role, **scope)
    client.force_login(user)

    answer = client.get if method == "GET" else client.post

    assert answer(URL + path.format(pk=made.pk)).status_code == 404
    assert fresh(made).revision == 0


def administrator():
    user = make_user("Administrator Lain")
    give(user, "ORGANISATION_ADMIN")
    return user


@pytest.mark.parametrize("verb", ["draft", "put", "remove", "move", "publish", "drop"])
def test_the_moves_themselves_refuse_others(first, verb):
    made = workflow.draft_from(first, by=administrator())
    user = make_user()
    question = made.question_set.questions[0]
    seen = {"by": user, "revision": 0}
    moves = {
        "draft": lambda: workflow.draft_from(first, by=user),
        "put": lambda: workflow.put_question(made, question, **seen),
        "remove": lambda: workflow.remove_question(made, question.code, **seen),
        "move": lambda: workflow.move_question(made, question.code, up=True, **seen),
        "publish": lambda: workflow.publish(made, timezone.localdate(), **seen),
        "drop": lambda: workflow.discard(made, **seen),
    }

    with pytest.raises(PermissionDenied, match="administrator organisasi"):
        moves[verb]()


# --- versions ---


def test_every_version_is_listed_with_what_it_is_today(client, draft):
    page = words(client.get(URL))

    assert "Keputusan KPU Nomor 323 Tahun 2020" in page
    assert "Peraturan Menteri PANRB Nomor 17 Tahun 2024" in page
    assert page.count("Kuesioner, versi 1") == 2
    assert page.count("Kuesioner, versi 2") == 1
    assert page.count("Draf") >= 1


def test_a_version_is_read_with_where_its_answers_lead(client, editor, first):
    page = words(client.get(f"{URL}{first.pk}/"))

    assert "Sudah terbit dan tidak dapat diubah" in page
    assert "Ditanyakan setelah jawaban “ya” pada “Keluarga yang ikut pemilu”" in page
    assert "Hubungan afiliasi" in page
    assert "Ya, calon" in page
    assert "Simpan" not in page


def test_the_draft_begins_with_the_questions_of_the_current_version(
    client, editor, first
):
    response = client.post(f"{URL}{first.pk}/versi-baru/")

    made = Questionnaire.objects.drafts().get()
    assert response.url == f"{URL}{made.pk}/"
    assert (made.version, made.regime, made.created_by) == (2, first.regime, editor)
    assert made.questions == first.questions
    event = Event.objects.get(action="questionnaire.draft")
    assert event.stream == "questionnaire:kpu-323-2020"


def test_a_regime_has_one_draft_at_a_time(client, draft, first):
    again = client.post(f"{URL}{first.pk}/versi-baru/")

    assert again.url == f"{URL}{draft.pk}/"
    assert Questionnaire.objects.drafts().count() == 1


def test_the_preview_shows_what_staff_see_and_sends_nothing(client, draft):
    page = words(client.get(f"{URL}{draft.pk}/pratinjau/"))

    assert "Begini pegawai melihatnya" in page
    assert 'name="q-hadiah"' in page
    assert "Penyedia tenda mengirim bingkisan" in page
    assert "Simpan" not in page


# --- questions ---


def test_a_question_is_added_at_the_end(client, draft):
    response = client.post(f"{URL}{draft.pk}/pertanyaan-baru/", typed())

    assert response.url == f"{URL}{draft.pk}/"
    made = fresh(draft).question_set.questions[-1]
    assert made.code == "tanah-keluarga"
    assert made.examples == ("Gudang di tanah mertua.", "Parkir di kebun sepupu.")
    assert (made.parent, made.after) == ("", ())
    assert (made.sources, made.relation) == (("VESTED",), "PARENT_IN_LAW")
    assert Event.objects.get(action="questionnaire.question").actor


def test_two_questions_of_one_title_get_a_code_each(client, draft):
    client.post(f"{URL}{draft.pk}/pertanyaan-baru/", typed())
    client.post(f"{URL}{draft.pk}/pertanyaan-baru/", typed(revision=1))

    assert codes(draft)[-2:] == ["tanah-keluarga", "tanah-keluarga-2"]


def test_a_question_is_changed_in_its_place_and_keeps_its_code(client, draft):
    before = codes(draft)

    client.post(
        f"{URL}{draft.pk}/pertanyaan/penyedia-wewenang/",
        typed(parent="penyedia", after="YES,UNSURE"),
    )

    made = fresh(draft).question_set.by_code["penyedia-wewenang"]
    assert codes(draft) == before
    assert made.title == "Tanah keluarga"
    assert (made.parent, made.after) == ("penyedia", ("YES", "UNSURE"))


def test_the_form_shows_the_question_as_it_stands(client, draft):
    page = client.get(f"{URL}{draft.pk}/pertanyaan/penyedia-wewenang/")

    form = page.context["form"]
    assert form["parent"].value() == "penyedia"
    assert form["after"].value() == "YES,UNSURE"
    assert form["sources"].value() == ["AUTHORITY"]
    assert not form.errors


@pytest.mark.parametrize(
    ("change", "field", "said"),
    [
        ({"title": ""}, "title", "Tulis judul pendeknya."),
        ({"text": " "}, "text", "Tulis pertanyaannya."),
        ({"text": "a" * 401}, "text", "400"),
        ({"text": "Apakah 中?"}, "text", "中"),
        ({"sources": ["FAMILY"]}, "sources", "tidak ada lagi dalam daftar"),
        ({"controls": ["SANCTION"]}, "controls", "tidak ada lagi dalam daftar"),
        ({"relation": "NEIGHBOUR"}, "relation", "tidak ada lagi dalam daftar"),
        ({"election": "VOTER"}, "election", "tidak ada lagi dalam daftar"),
        ({"parent": "asing"}, "parent", "tidak ada lagi dalam daftar"),
        ({"after": "MAYBE"}, "after", "tidak ada lagi dalam daftar"),
    ],
)
def test_an_unsound_question_is_told_at_its_field_and_kept(
    client, draft, change, field, said
):
    response = client.post(f"{URL}{draft.pk}/pertanyaan-baru/", typed(**change))

    form = response.context["form"]
    assert list(form.errors) == [field]
    assert said in str(form.errors[field])
    assert "Parkir di kebun sepupu." in words(response)
    assert "<title>Kesalahan: " in words(response)
    assert fresh(draft).revision == 0


@pytest.mark.parametrize("parent", ["penyedia", "penyedia-wewenang"])
def test_a_question_cannot_hang_on_itself_or_its_follow_ups(client, draft, parent):
    response = client.post(
        f"{URL}{draft.pk}/pertanyaan/penyedia/", typed(parent=parent)
    )

    assert list(response.context["form"].errors) == ["parent"]


def test_words_of_an_editor_are_never_markup(client, draft):
    nasty = "<b onclick=x>tebal</b>"
    client.post(
        f"{URL}{draft.pk}/pertanyaan-baru/",
        typed(title=nasty, text=nasty, examples=nasty, why=nasty),
    )

    for path in ("", "pratinjau/"):
        page = words(client.get(f"{URL}{draft.pk}/{path}"))
        assert "<b onclick" not in page
        assert "&lt;b onclick" in page


def test_questions_change_places_under_the_same_answer(client, draft):
    before = codes(draft)

    client.post(f"{URL}{draft.pk}/pertanyaan/keluarga-partai/naik/", {"revision": 0})
    assert codes(draft)[1:3] == ["keluarga-partai", "keluarga-calon"]
    client.post(f"{URL}{draft.pk}/pertanyaan/keluarga-partai/turun/", {"revision": 1})
    assert codes(draft) == before


def test_a_whole_branch_moves_with_its_question(draft, editor):
    workflow.move_question(draft, "penyedia", by=editor, revision=0, up=True)

    asked = [one.code for one, _depth in fresh(draft).question_set.ordered()]
    assert asked[:7] == [
        "keluarga-peserta",
        "keluarga-calon",
        "keluarga-partai",
        "keluarga-tim-kampanye",
        "penyedia",
        "penyedia-wewenang",
        "riwayat-politik",
    ]


@pytest.mark.parametrize(
    ("code", "where"), [("keluarga-peserta", "naik"), ("keadaan-lain", "turun")]
)
def test_the_first_and_the_last_stay_where_they_are(client, draft, code, where):
    before = codes(draft)

    client.post(f"{URL}{draft.pk}/pertanyaan/{code}/{where}/", {"revision": 0})

    assert codes(draft) == before


def test_a_question_goes_with_its_follow_ups(client, draft):
    client.post(f"{URL}{draft.pk}/pertanyaan/keluarga-peserta/hapus/", {"revision": 0})

    assert codes(draft)[:2] == ["riwayat-politik", "penyedia"]
    assert not any(code.startswith("keluarga") for code in codes(draft))


def test_an_unknown_question_is_not_found(client, draft):
    assert client.get(f"{URL}{draft.pk}/pertanyaan/asing/").status_code == 404
    gone = client.post(f"{URL}{draft.pk}/pertanyaan/asing/hapus/", {"revision": 0})
    assert gone.status_code == 404


def test_two_editors_do_not_overwrite_each_other(client, draft, editor):
    workflow.remove_question(draft, "hadiah", by=administrator(), revision=0)

    changed = client.post(f"{URL}{draft.pk}/pertanyaan/penyedia/", typed())
    moved = client.post(
        f"{URL}{draft.pk}/pertanyaan/penyedia/naik/", {"revision": 0}, follow=True
    )
    thrown = client.post(f"{URL}{draft.pk}/hapus/ya/", {"revision": 0})

    assert changed.status_code == 409
    assert "oleh administrator lain" in words(changed)
    assert "Tanah keluarga" in words(changed)
    assert 'name="revision" value="1"' in words(changed)
    assert "oleh administrator lain" in words(moved)
    assert thrown.url == f"{URL}{draft.pk}/"
    assert fresh(draft).revision == 1


# --- publishing ---


def test_a_sound_draft_is_published_from_a_day(client, draft):
    day = timezone.localdate() + timedelta(days=3)

    response = client.post(
        f"{URL}{draft.pk}/terbitkan/", {"valid_from": day.isoformat(), "revision": 0}
    )

    made = fresh(draft)
    assert response.url == f"{URL}{draft.pk}/"
    assert (made.valid_from, made.is_draft) == (day, False)
    assert Event.objects.filter(action="questionnaire.publish").count() == 1
    assert "Akan berlaku" in words(client.get(URL))


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("", "Pilih tanggal mulai berlakunya."),
        ("besok", "tidak terbaca"),
        ("2020-01-01", " atau sesudahnya."),
    ],
)
def test_a_day_that_cannot_be_is_told_at_its_field(client, draft, day, said):
    response = client.post(
        f"{URL}{draft.pk}/terbitkan/", {"valid_from": day, "revision": 0}
    )

    assert said in words(response)
    assert fresh(draft).is_draft


def test_no_version_begins_before_one_that_was_published(client, draft, editor, first):
    later = timezone.localdate() + timedelta(days=30)
    workflow.publish(draft, later, by=editor, revision=0)
    third = workflow.draft_from(first, by=editor)
    sooner = later - timedelta(days=1)

    response = client.post(
        f"{URL}{third.pk}/terbitkan/",
        {"valid_from": sooner.isoformat(), "revision": 0},
    )

    assert list(response.context["form"].errors) == ["valid_from"]
    with pytest.raises(PermissionDenied, match="atau sesudahnya"):
        workflow.publish(third, sooner, by=editor, revision=0)
    assert fresh(third).is_draft


def test_an_unsound_draft_is_not_published_and_says_where(client, draft, editor):
    RegimeTerm.objects.filter(regime="kpu-323-2020", code="GRATUITY").update(
        hidden=True
    )
    memory.forget()
    today = timezone.localdate()

    page = words(client.get(f"{URL}{draft.pk}/"))
    question = client.get(f"{URL}{draft.pk}/pertanyaan/hadiah/")
    posted = client.post(
        f"{URL}{draft.pk}/terbitkan/", {"valid_from": today, "revision": 0}
    )

    assert "2 hal perlu diperbaiki sebelum dapat terbit" in page
    assert "Terbitkan versi ini" not in page
    assert list(question.context["form"].errors) == ["sources", "forms"]
    assert posted.url == f"{URL}{draft.pk}/"
    with pytest.raises(workflow.Unsound):
        workflow.publish(draft, today, by=editor, revision=0)
    assert fresh(draft).is_draft


def test_a_draft_without_a_question_is_not_published(draft, editor):
    revision = 0
    while questions := fresh(draft).question_set.roots:
        workflow.remove_question(draft, questions[0].code, by=editor, revision=revision)
        revision += 1

    with pytest.raises(workflow.Unsound) as unsound:
        workflow.publish(draft, timezone.localdate(), by=editor, revision=revision)

    assert unsound.value.faults[0].words == "Tulis paling sedikit satu pertanyaan."


@pytest.mark.rule(8)
def test_what_was_published_is_never_changed(client, editor, first):
    question = first.question_set.questions[0]
    seen = {"by": editor, "revision": 0}

    with pytest.raises(PermissionDenied, match="sudah terbit"):
        workflow.put_question(first, question, **seen)
    with pytest.raises(PermissionDenied, match="sudah terbit"):
        workflow.discard(first, **seen)
    with pytest.raises((InternalError, IntegrityError)), transaction.atomic():
        Questionnaire.objects.filter(pk=first.pk).update(questions=[])
    with pytest.raises((InternalError, IntegrityError)), transaction.atomic():
        Questionnaire.objects.filter(pk=first.pk).delete()
    assert client.get(f"{URL}{first.pk}/pertanyaan/hadiah/").status_code == 404
    assert client.get(f"{URL}{first.pk}/pertanyaan-baru/").status_code == 404


def test_a_draft_may_be_deleted(client, draft, first):
    asked = words(client.get(f"{URL}{draft.pk}/hapus/"))
    response = client.post(f"{URL}{draft.pk}/hapus/ya/", {"revision": 0})

    assert "Draf kuesioner versi 2" in asked
    assert response.url == URL
    assert not Questionnaire.objects.drafts().exists()
    assert Event.objects.filter(action="questionnaire.discard").count() == 1
    again = client.post(f"{URL}{first.pk}/versi-baru/")
    assert Questionnaire.objects.drafts().get().version == 2
    assert again.status_code == 302


def test_the_editor_asks_little_of_the_database(
    client, draft, django_assert_max_num_queries
):
    paths = ("", "{pk}/", "{pk}/pratinjau/", "{pk}/terbitkan/", "{pk}/pertanyaan-baru/")
    for path in paths:
        client.get(URL + path.format(pk=draft.pk))
        with django_assert_max_num_queries(MOST_QUERIES):
            assert client.get(URL + path.format(pk=draft.pk)).status_code == 200
