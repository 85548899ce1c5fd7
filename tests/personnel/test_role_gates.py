"""What each role opens, while its days last and not a day longer."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from kpu_coi.navigation import places_of
from personnel.grants import grants_of, has_grant, regions_of, units_of, who_has
from personnel.models import Role
from tests.factories import make_campaign
from tests.personnel.factories import (
    LONG_AGO,
    SmallOffice,
    give,
    make_region,
    make_tenure,
)
from tests.personnel.grant_factories import fresh, scope_for

pytestmark = [pytest.mark.django_db, pytest.mark.rule(64)]

EVERYBODY = {"Beranda", "Pernyataan saya", "Konsultasi"}
DESK = ("Pengaduan", "complaints:desk")
CAMPAIGNS = ("Kampanye", "declarations:campaigns")
MATTERS = ("Agenda keputusan", None)
QUESTIONNAIRES = ("Kuesioner", "declarations:questionnaires")
REGIMES = ("Dasar hukum", None)
COMPLIANCE = ("Kepatuhan", "inspectorate:compliance")
DASHBOARD = ("Dasbor", "inspectorate:dashboard")
COPIES = ("Tembusan", "inspectorate:copies")
REVIEW = ("Penelaahan", None)
STAFF = ("Personalia", None)
ACCOUNTS = ("Akun pegawai", None)
REQUESTS = ("Permintaan data", "privacy:desk")
BREACHES = ("Insiden data", "privacy:breaches")
GRANTS = ("Kewenangan", "personnel:propose_grant")
ADVICE = ("Konsultasi", "declarations:consultation_desk")
WORDINGS = ("Naskah surat", "documents:wordings")

# By hand from design.md, section 1: the places of the menu, and a page that is 404
# for everybody else. UPG has no page yet.
OPENS = {
    Role.UNIT_OPERATOR: (CAMPAIGNS, MATTERS, COMPLIANCE, STAFF, ACCOUNTS, REQUESTS),
    Role.COMPLAINT_OFFICER: (DESK,),
    Role.P3K2: (ADVICE,),
    Role.PLENARY_VIEWER: (DESK,),
    Role.UPG: (),
    Role.AUDITOR: (
        *(CAMPAIGNS, MATTERS, DASHBOARD, COPIES),
        *(COMPLIANCE, DESK, ADVICE),
    ),
    Role.REGION_CHIEF: (
        *(CAMPAIGNS, MATTERS, DASHBOARD, COPIES),
        *(COMPLIANCE, DESK, ADVICE),
    ),
    Role.CHIEF_INSPECTOR: (
        *(CAMPAIGNS, MATTERS, DASHBOARD, COPIES, COMPLIANCE, DESK),
        *(ADVICE, REVIEW, BREACHES),
    ),
    Role.ORGANISATION_ADMIN: (
        *(CAMPAIGNS, QUESTIONNAIRES, REGIMES, WORDINGS),
        *(STAFF, GRANTS, REQUESTS, BREACHES),
    ),
    Role.SYSTEM_ADMIN: (STAFF, GRANTS),
    Role.DPO: (REQUESTS, BREACHES),
}
GATES = {page for opened in OPENS.values() for _, page in opened if page}
A_DAY = timedelta(days=1)


def days(when):
    """From and until (the first day without), as seen from today."""
    today = timezone.localdate()
    return {
        "in force": (LONG_AGO, None),
        "first day": (today, None),
        "last day": (LONG_AGO, today + A_DAY),
        "over since today": (LONG_AGO, today),
        "from tomorrow": (today + A_DAY, None),
    }[when]


@pytest.fixture
def holder():
    """Somebody of the unit, in whose region there is something to oversee."""
    office = SmallOffice()
    make_region("II", office.province)
    make_campaign(office.unit)
    return make_tenure().user


OPEN = ("in force", "first day", "last day")
CLOSED = ("over since today", "from tomorrow")


@pytest.mark.parametrize("when", [*OPEN, *CLOSED])
@pytest.mark.parametrize("role", OPENS)
def test_a_role_opens_its_places_on_its_days_alone(client, holder, role, when):
    since, until = days(when)
    give(holder, role, **scope_for(role), since=since, until=until)
    client.force_login(holder)

    labels = {place.label for place in places_of(fresh(holder))}
    met = {page: client.get(reverse(page)).status_code for page in GATES}

    opened = OPENS[role] if when in OPEN else ()
    pages = {page for _, page in opened}
    assert labels == EVERYBODY | {label for label, _ in opened}
    assert met == {page: 200 if page in pages else 404 for page in GATES}


@pytest.mark.parametrize("when", CLOSED)
@pytest.mark.parametrize("role", Role)
def test_a_role_outside_its_days_is_nowhere_counted(client, holder, role, when):
    since, until = days(when)
    give(holder, role, **scope_for(role), since=since, until=until)
    holder = fresh(holder)

    assert grants_of(holder) == []
    assert not has_grant(holder, role)
    assert units_of(holder, role) == []
    assert regions_of(holder) == []
    assert not who_has(role).exists()
    assert not holder.is_staff
    client.force_login(holder)
    assert client.get("/kelola/").status_code == 302


@pytest.mark.parametrize("when", [*OPEN, *CLOSED])
def test_the_protection_officer_reads_grants_on_his_days_alone(client, holder, when):
    since, until = days(when)
    give(holder, Role.DPO, since=since, until=until)
    other = give(make_tenure().user, Role.UPG, **scope_for(Role.UPG))
    client.force_login(holder)

    pages = (other.get_absolute_url(), reverse("personnel:unit_access", args=["33.21"]))

    due = 200 if when in OPEN else 404
    assert [client.get(page).status_code for page in pages] == [due, due]


def test_what_has_no_page_says_so(client, holder):
    grant = give(holder, Role.UPG, **scope_for(Role.UPG))
    client.force_login(holder)

    assert "Belum ada halaman" in client.get(grant.get_absolute_url()).text
