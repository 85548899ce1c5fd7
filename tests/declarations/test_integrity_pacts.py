"""The integrity pact at an inauguration: one page, in force until the next one."""

import pytest
from django.urls import reverse

from declarations.models import Asks, Kind, Obligation, Occasion, Status
from declarations.workflow import statements as workflow
from tests.factories import make_campaign, make_office, make_statement
from tests.list_factories import fresh_statement, make_list, make_pact, under_panrb

pytestmark = pytest.mark.django_db
PACT = "/deklarasi/pakta-integritas/"


@pytest.fixture
def office():
    return make_office()


@pytest.fixture
def visitor(client, office):
    client.force_login(office.staff.user)
    return client


@pytest.mark.rule(30, 33)
@pytest.mark.parametrize("panrb", [False, True])
def test_a_pact_is_signed_numbered_and_open_to_verification(office, panrb):
    if panrb:
        under_panrb(office.unit)

    made = make_pact(tenure=office.staff)

    assert made.number.split("/")[1:3] == ["PIN", "33.21"]
    assert not made.document.confidential
    assert made.document.public["kind_name"] == "Pakta Integritas"
    assert made.document.public["signer"] == office.staff.user.name
    assert made.read_content()["copies"] == []
    conflict = "konflik kepentingan" if panrb else "benturan kepentingan"
    assert any(conflict in one for one in made.read_content()["text"]["clauses"])


def test_anybody_who_has_the_code_sees_that_it_is_genuine(office, client):
    made = make_pact(tenure=office.staff)

    page = client.get(
        reverse("documents:verify_code", args=[made.document.token])
    ).content.decode()

    assert made.number in page
    assert office.staff.user.name in page


@pytest.mark.rule(2)
def test_a_pact_meets_its_own_campaign_and_no_other(office):
    make_campaign(office.unit)
    make_campaign(
        office.unit,
        name="Pelantikan",
        asks=Asks.INTEGRITY_PACT,
        occasion=Occasion.EVENT,
    )

    made = make_pact(tenure=office.staff)

    met = Obligation.objects.of(office.staff.user).filter(fulfilled_by=made)
    assert [one.campaign.name for one in met] == ["Pelantikan"]
    assert made.template == met.get().campaign.template
    make_statement(tenure=office.staff)
    assert not Obligation.objects.of(office.staff.user).unmet().exists()


@pytest.mark.rule(3)
def test_the_next_pact_takes_the_place_of_the_one_before(office):
    old = make_pact(tenure=office.staff)

    new = make_pact(tenure=office.staff)

    assert new.supersedes == old
    assert fresh_statement(old).status == Status.SUPERSEDED
    assert fresh_statement(old).document.standing == "SUPERSEDED"


def test_statement_list_and_pact_stand_side_by_side(office):
    under_panrb(office.unit)

    made = [
        make_statement(tenure=office.staff),
        make_list(tenure=office.staff),
        make_pact(tenure=office.staff),
    ]

    assert {fresh_statement(one).status for one in made} == {Status.SIGNED}


def test_a_pact_is_begun_on_its_page_and_gone_on_with(visitor, office):
    begun = visitor.post(PACT)
    page = visitor.get(PACT).content.decode()
    shown = visitor.get(begun.url).content.decode()

    assert begun.url.endswith("/tanda-tangan/")
    assert "Lanjutkan draf" in page
    assert "Tanda tangani pakta integritas" in shown
    assert "PAKTA INTEGRITAS" in shown


def test_beranda_asks_for_the_pact_by_its_name(visitor, office):
    make_campaign(office.unit, name="Pelantikan", asks=Asks.INTEGRITY_PACT)

    page = visitor.get("/beranda/").content.decode()

    assert "Tanda tangani Pakta Integritas: Pelantikan" in page
    assert f'href="{PACT}"' in page


def test_a_draft_of_another_kind_is_not_offered_for_it(visitor, office):
    workflow.start(office.staff.user, Kind.FREE)
    make_campaign(office.unit, name="Pelantikan", asks=Asks.INTEGRITY_PACT)

    page = visitor.get("/beranda/").content.decode()

    assert f'href="{PACT}"' in page


def test_who_holds_no_post_is_told_so(client, office):
    client.force_login(office.auditor)

    assert client.get(PACT).status_code == 403
    assert client.post(PACT).status_code == 403
