"""A ceremony: who holds it, what its screen shows, and where its code leads."""

import re
from contextlib import suppress

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse

from audit.models import Event
from declarations.models import Ceremony, Kind
from declarations.workflow import ceremonies
from tests.declarations.ceremony_factories import make_ceremony, make_operator
from tests.factories import (
    give,
    make_campaign,
    make_office,
    make_statement,
    make_unit,
    make_user,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    return make_office()


@pytest.fixture
def operator(office):
    return make_operator(office)


@pytest.fixture
def ceremony(office, operator):
    return make_ceremony(office, by=operator)


def url(name, ceremony, *more):
    return reverse(f"declarations:{name}", args=[ceremony.code, *more])


def words(response):
    return " ".join(response.content.decode().split())


def test_an_operator_opens_a_ceremony_of_his_unit(client, office, operator):
    campaign = make_campaign(office.unit)
    client.force_login(operator)

    answer = client.post(
        reverse("declarations:ceremony_start", args=[campaign.public_id]),
        {"unit": office.unit.code, "title": "Penandatanganan", "place": "Aula"},
    )

    made = Ceremony.objects.get()
    assert answer.url == made.get_absolute_url()
    assert (made.campaign, made.unit, made.opened_by) == (
        campaign,
        office.unit,
        operator,
    )
    event = Event.objects.get(action="ceremony.open")
    assert "Penandatanganan" not in bytes(event.body).decode()


def test_a_second_one_at_the_same_time_is_refused_and_loses_nothing(
    client, office, operator, ceremony
):
    client.force_login(operator)

    answer = client.post(
        reverse("declarations:ceremony_start", args=[ceremony.campaign.public_id]),
        {"unit": office.unit.code, "title": "Gelombang dua", "place": "Halaman"},
    )

    assert answer.status_code == 200
    assert "Akhiri dahulu." in words(answer)
    assert 'value="Gelombang dua"' in words(answer)
    assert Ceremony.objects.count() == 1


def test_a_campaign_from_above_is_held_by_the_operator_below(office):
    campaign = make_campaign(office.province, cascade=True)

    made = make_ceremony(office, campaign=campaign)

    assert made.unit == office.unit


def test_another_units_operator_finds_no_ceremony(client, office, ceremony):
    stranger = make_user()
    give(stranger, "UNIT_OPERATOR", unit=make_unit("33.74", "KPU Kota Semarang"))
    client.force_login(stranger)

    found = [
        client.get(url("ceremony", ceremony)).status_code,
        client.get(url("ceremony_screen", ceremony)).status_code,
        client.post(url("ceremony_end", ceremony)).status_code,
        client.post(url("share_device", ceremony)).status_code,
        client.get(
            reverse("declarations:ceremonies", args=[ceremony.campaign.public_id])
        ).status_code,
    ]

    assert found == [404] * 5
    with pytest.raises(PermissionDenied):
        ceremonies.end(ceremony, by=stranger)


@pytest.mark.rule(2)
def test_the_screen_shows_a_count_and_not_one_name(client, office, operator, ceremony):
    make_statement(tenure=office.staff)
    client.force_login(operator)

    page = words(client.get(url("ceremony_screen", ceremony)))

    owed = ceremony.campaign.obligations.count()
    assert f"<b>1</b> dari <b>{owed}</b> telah menyatakan" in page
    assert "<svg" in page
    assert f"/acara/{ceremony.code}/" in page
    for person in ceremony.campaign.obligations.select_related("user"):
        assert person.user.name not in page


@pytest.mark.rule(2)
def test_the_screen_is_the_same_whichever_kind_was_filed(
    client, office, operator, ceremony
):
    client.force_login(operator)
    seen = []
    for kind in (None, Kind.FREE, Kind.POTENTIAL):
        with suppress(Undone), transaction.atomic():
            if kind:
                make_statement(kind=kind, tenure=office.staff)
            seen.append(client.get(url("ceremony_screen", ceremony)).content)
            raise Undone

    nobody, free, potential = (token_free(page) for page in seen)
    assert nobody != free
    assert free == potential


class Undone(Exception):
    """Ends a world, so that the next one begins from the same rows."""


def token_free(page):
    return re.sub(rb'"csrfmiddlewaretoken" value="[^"]+"', b"", page)


HTMX = {"HX-Request": "true"}


def test_only_the_count_is_sent_when_the_screen_asks_again(client, operator, ceremony):
    client.force_login(operator)

    part = client.get(url("ceremony_screen", ceremony), headers=HTMX)

    assert "telah menyatakan" in words(part)
    assert "<html" not in words(part)
    assert len(part.content) < 1500


def test_the_code_leads_through_sign_in_to_the_first_question(client, office, ceremony):
    asked = client.get(url("ceremony_join", ceremony))
    client.force_login(office.staff.user)

    led = client.get(url("ceremony_join", ceremony))

    assert asked.url == f"/akun/masuk/?next=/acara/{ceremony.code}/"
    assert led.url == reverse("declarations:begin")


@pytest.mark.parametrize("kind", [Kind.FREE, Kind.POTENTIAL])
def test_whoever_has_declared_is_told_so_and_not_what(client, office, ceremony, kind):
    make_statement(kind=kind, tenure=office.staff)
    client.force_login(office.staff.user)

    page = words(client.get(url("ceremony_join", ceremony)))

    assert "Anda sudah menyatakan" in page
    assert "otensi" not in page
    assert "ebas" not in page


def test_whoever_owes_nothing_here_is_told_whom_to_ask(client, ceremony):
    client.force_login(make_user())

    answer = client.get(url("ceremony_join", ceremony))

    assert answer.status_code == 403
    assert "tanyakan kepada operatornya" in words(answer)


def test_ending_it_releases_its_devices(office, operator, ceremony):
    device = ceremonies.share_device(ceremony, kind="Chrome di Android", by=operator)

    ceremonies.end(ceremony, by=operator)
    ceremonies.end(ceremony, by=operator)

    device.refresh_from_db()
    assert device.ended_at is not None
    assert Event.objects.filter(action="ceremony.end").count() == 1
    with pytest.raises(PermissionDenied, match="berakhir"):
        ceremonies.share_device(ceremony, kind="Chrome", by=operator)


def test_one_device_is_released_and_the_others_go_on(client, operator, ceremony):
    first, second = (
        ceremonies.share_device(ceremony, kind="Chrome", by=operator) for _ in "ab"
    )
    client.force_login(operator)

    client.post(url("release_device", ceremony, first.pk))

    assert list(ceremony.devices.in_use()) == [second]
