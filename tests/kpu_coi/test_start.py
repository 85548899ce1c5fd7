import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.budgets import PUBLIC, assert_within, page_weight

pytestmark = pytest.mark.django_db

DOORS = [
    "complaints:report",
    "complaints:track",
    "account_login",
    "documents:verify",
    "inspectorate:transparency",
    "understand",
]


@pytest.mark.parametrize("name", DOORS)
def test_the_start_page_leads_to_every_door(client, name):
    words = client.get("/").content.decode()

    assert f'href="{reverse(name)}"' in words or f'action="{reverse(name)}"' in words


def test_the_start_page_names_who_is_responsible(client, settings):
    settings.COMPLAINT_RESPONSIBLE = {
        "name": "Kepala Biro Contoh",
        "address": "Jalan Contoh Nomor 5, Jakarta",
        "contact": "Telepon (021) 5550 0199",
    }

    words = client.get("/").content.decode()

    assert "Kepala Biro Contoh, Jalan Contoh Nomor 5, Jakarta." in words
    assert "Telepon (021) 5550 0199." in words


@pytest.mark.parametrize("path", ["/", "/memahami/"])
def test_public_pages_open_without_session_and_query(client, path):
    client.get(path)

    with CaptureQueriesContext(connection) as captured:
        page = client.get(path)

    assert page.status_code == 200
    assert len(captured) == 0
    assert "sesi" not in page.cookies


@pytest.mark.parametrize("path", ["/", "/memahami/"])
def test_public_pages_are_within_their_budget(client, path):
    assert_within(PUBLIC, page_weight(client, path))


@pytest.mark.parametrize(
    "words",
    [
        "patut diduga memiliki, kepentingan",
        "Lima prinsip dasar",
        "Hubungan afiliasi",
        "Potensi",
        "Aktual",
        "belum berarti melanggar",
        "Hentikan sementara",
    ],
)
def test_the_explanation_has_definition_principles_kinds_causes_and_duties(
    client, words
):
    assert words in client.get("/memahami/").content.decode()
