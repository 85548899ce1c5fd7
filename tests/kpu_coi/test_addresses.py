"""What holds for every address: what it may contain, and who may keep its answer."""

import pytest

from tests.factories import make_office

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "address",
    ["/verifikasi/%00/", "/inspektorat/kepatuhan/%00/", "/dokumen/naskah/%00/"],
)
def test_an_address_with_a_nul_is_not_found(client, address):
    client.force_login(make_office().chief_inspector)

    assert client.get(address).status_code == 404


@pytest.mark.parametrize(
    "address",
    ["/beranda/", "/deklarasi/", "/penelaahan/", "/inspektorat/kepatuhan/"],
)
def test_no_browser_keeps_what_only_a_signed_in_person_may_see(client, address):
    client.force_login(make_office().chief_inspector)

    answer = client.get(address)

    assert answer.status_code == 200
    assert "no-store" in answer.headers["Cache-Control"]


def test_the_public_start_may_be_kept(client):
    assert not client.get("/").has_header("Cache-Control")
