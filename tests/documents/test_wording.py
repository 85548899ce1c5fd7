from datetime import date

import pytest
from django.utils import timezone

from audit.models import Event
from documents import issuing
from documents.models import PaperTemplate
from documents.wording import CODES, ONLY_UNDER
from personnel.models.grants import Role
from tests.personnel.factories import give, make_user

pytestmark = pytest.mark.django_db
URL = "/dokumen/naskah/"


@pytest.fixture
def version():
    return PaperTemplate.objects.get(code="free", regime_code="kpu-323-2020", version=1)


@pytest.fixture
def editor(client):
    user = make_user()
    give(user, Role.ORGANISATION_ADMIN)
    client.force_login(user)
    return user


def answers(**changes):
    return {
        "opening": "dengan ini menyatakan bahwa saya:",
        "clauses": "tidak berada dalam situasi benturan kepentingan; dan\n\n"
        "akan segera melapor.",
        "closing": "Demikian pernyataan ini.",
        "consent": "Saya setuju.",
        "valid_from": timezone.localdate().isoformat(),
    } | changes


@pytest.mark.parametrize("path", ["", "{pk}/", "{pk}/baru/"])
@pytest.mark.parametrize(
    "role", [None, Role.SYSTEM_ADMIN, Role.CHIEF_INSPECTOR, "anonymous"]
)
def test_for_all_others_the_pages_do_not_exist(client, version, path, role):
    if role != "anonymous":
        user = make_user()
        client.force_login(user)
        if role:
            give(user, role)

    response = client.get(URL + path.format(pk=version.pk))

    assert response.status_code == (302 if role == "anonymous" else 404)


@pytest.mark.rule(8)
def test_an_administrator_sees_every_letter_with_its_versions(client, editor, version):
    listed = client.get(URL).content.decode()
    shown = client.get(f"{URL}{version.pk}/").content.decode()

    assert listed.count("versi 1") == 2 * len(CODES) - len(ONLY_UNDER)
    assert "Surat pernyataan bebas" in listed
    assert "tidak sedang berada dalam situasi benturan kepentingan" in shown


def test_new_wording_is_shown_as_a_letter_before_it_is_stored(client, editor, version):
    response = client.post(
        f"{URL}{version.pk}/baru/", answers(periksa="1")
    ).content.decode()

    assert '<article class="paper">' in response
    assert "akan segera melapor." in response
    assert "Simpan versi baru" in response
    assert PaperTemplate.objects.filter(version=2).count() == 0


@pytest.mark.rule(8)
def test_new_wording_becomes_a_version_and_the_old_one_stays(client, editor, version):
    response = client.post(f"{URL}{version.pk}/baru/", answers(simpan="1"))

    made = PaperTemplate.objects.get(version=2)
    assert response.url == f"{URL}{made.pk}/"
    assert made.created_by == editor
    assert made.content["clauses"] == [
        "tidak berada dalam situasi benturan kepentingan; dan",
        "akan segera melapor.",
    ]
    assert made.content["title"] == version.content["title"]
    assert PaperTemplate.objects.get(pk=version.pk).content == version.content
    today = issuing.current_template("free", "kpu-323-2020", timezone.localdate())
    assert today == made
    assert Event.objects.get(action="wording.add").actor == f"user:{editor.pk}"


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("opening", "", "Pembuka"),
        ("opening", "aksara ꦗꦮ", "tidak dapat dicetak"),
        ("clauses", "", "paling sedikit satu butir"),
        ("clauses", "x" * 61, "tanpa spasi"),
        ("closing", "y " * 2000, "3000"),
        ("valid_from", "2020-01-01", "hari ini atau hari sesudahnya"),
        ("valid_from", "besok", "tanggal"),
    ],
)
def test_wording_that_no_letter_can_carry_is_refused(
    client, editor, version, field, value, words
):
    response = client.post(
        f"{URL}{version.pk}/baru/", answers(simpan="1", **{field: value})
    )

    assert response.status_code == 200
    assert words in response.content.decode()
    assert PaperTemplate.objects.filter(version=2).count() == 0


def test_a_later_version_waits_for_its_day(client, editor, version):
    client.post(
        f"{URL}{version.pk}/baru/", answers(simpan="1", valid_from="2099-01-01")
    )

    today = issuing.current_template("free", "kpu-323-2020", timezone.localdate())
    later = issuing.current_template("free", "kpu-323-2020", date(2099, 1, 1))
    assert (today.version, later.version) == (1, 2)
