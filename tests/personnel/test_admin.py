import pytest
from django.contrib import admin
from django.urls import reverse

from audit.models import Event
from personnel.models import RegionProvince, Role
from tests.case_factories import make_case
from tests.complaints import test_desk_visitors as desk
from tests.declarations import (
    visitors_campaigns,
    visitors_ceremony,
    visitors_questionnaire,
)
from tests.factories import make_office
from tests.personnel.factories import (
    SmallOffice,
    give,
    make_region,
    make_tenure,
    make_user,
)
from tests.visitors import ROUTES

pytestmark = [pytest.mark.django_db, pytest.mark.rule(64)]
MODELS = sorted(
    model._meta.model_name
    for model in admin.site._registry
    if model._meta.app_label == "personnel"
)

ONLY_READ = {"grant", "position", "tenure", "user"}


@pytest.fixture
def administrator(client):
    user = make_user("Wagiman")
    give(user, Role.SYSTEM_ADMIN)
    client.force_login(user)
    return user


def test_the_organisation_is_kept_in_the_admin():
    assert MODELS == [
        "grant",
        "oversightregion",
        "position",
        "regionprovince",
        "tenure",
        "unit",
        "user",
    ]


@pytest.mark.parametrize("model", MODELS)
def test_every_list_and_form_opens(client, administrator, model):
    office = SmallOffice()
    RegionProvince.objects.create(region=make_region(), province=office.province)

    listed = client.get(reverse(f"admin:personnel_{model}_changelist"))
    added = client.get(reverse(f"admin:personnel_{model}_add"))

    due = 403 if model in ONLY_READ else 200
    assert (listed.status_code, added.status_code) == (200, due)


@pytest.mark.rule(12, 80)
def test_the_map_of_regions_is_edited_there(client, administrator):
    office, region = SmallOffice(), make_region("III")

    client.post(
        reverse("admin:personnel_regionprovince_add"),
        {"region": region.pk, "province": office.province.pk},
    )

    assert RegionProvince.objects.get().region == region
    event = Event.objects.get(action="regionprovince.add")
    assert event.actor == f"user:{administrator.pk}"


def test_nobody_signs_in_at_the_admin_s_own_page(client):
    answer = client.get("/kelola/login/")

    assert answer.status_code == 302
    assert answer["Location"].endswith("?next=/kelola/")
    assert not answer["Location"].startswith("/kelola/login/")


def test_who_is_no_system_administrator_is_told_so(client):
    user = make_user()
    give(user, Role.ORGANISATION_ADMIN)
    client.force_login(user)

    answer = client.get("/kelola/", follow=True)

    assert answer.status_code == 403


@pytest.mark.parametrize("model", ["user", "unit", "position", "tenure", "grant"])
def test_people_and_posts_are_never_deleted(client, administrator, model):
    office = SmallOffice()
    pk = {
        "user": office.staff.user_id,
        "unit": office.unit.pk,
        "position": office.staff_post.pk,
        "tenure": office.staff.pk,
        "grant": administrator.grants.get().pk,
    }[model]

    answer = client.get(reverse(f"admin:personnel_{model}_delete", args=[pk]))

    assert answer.status_code == 403


@pytest.mark.parametrize("model", ["grant", "tenure", "position", "user"])
def test_people_roles_tenures_and_posts_are_only_read_there(
    client, administrator, model
):
    office = SmallOffice()
    row = {
        "grant": administrator.grants.get(),
        "tenure": office.staff,
        "position": office.staff_post,
        "user": office.staff.user,
    }[model]
    form = {"user": administrator.pk, "period_0": "2026-01-01", "period_1": ""}

    statuses = [
        client.get(reverse(f"admin:personnel_{model}_change", args=[row.pk])),
        client.post(reverse(f"admin:personnel_{model}_change", args=[row.pk]), form),
        client.get(reverse(f"admin:personnel_{model}_add")),
        client.post(reverse(f"admin:personnel_{model}_add"), form),
    ]

    assert [answer.status_code for answer in statuses] == [200, 403, 403, 403]


APPS_WITH_SECRETS = {
    *("declarations", "complaints", "documents", "audit", "notifications"),
    *("procrastinate", "sessions", "account", "socialaccount", "mfa", "privacy"),
    *("accounts", "admin", "auth", "contenttypes"),
}


@pytest.mark.rule(64)
def test_of_all_that_is_registered_only_organisation_and_calendar_open(
    rf, administrator
):
    request = rf.get("/kelola/")
    request.user = administrator

    opened = {
        model._meta.app_label
        for model, page in admin.site._registry.items()
        if page.has_module_permission(request)
        or page.has_view_permission(request)
        or page.has_change_permission(request)
    }

    assert opened == {"personnel", "deadlines"}


def addresses_of_admin():
    """Every address of the admin, with a number where one is asked for."""
    for pattern in admin.site.urls[0]:
        inner = getattr(pattern, "url_patterns", None)
        for one in inner or [pattern]:
            prefix = str(pattern.pattern) if inner else ""
            path = f"/kelola/{prefix}{one.pattern}"
            yield (
                path.replace("<path:object_id>", "1").replace("^", "").replace("$", "")
            )


@pytest.mark.rule(64)
def test_no_address_of_the_admin_leads_to_what_was_declared_or_complained(
    client, administrator
):
    office = make_office()
    case = make_case("UNDER_REVIEW", office=office)
    secrets = [case.number, case.statement.public_id.hex]
    reached = set()

    for path in addresses_of_admin():
        answer = client.get(path)
        if answer.status_code == 200:
            reached.add(path.split("/")[2])
            told = b"".join(answer).decode() if answer.streaming else answer.text
            assert not [secret for secret in secrets if secret in told], path

    assert {"personnel", "deadlines"} <= reached
    assert not APPS_WITH_SECRETS & reached


@pytest.mark.rule(64)
@pytest.mark.parametrize("app", sorted(APPS_WITH_SECRETS))
def test_an_app_with_secrets_has_no_page_in_the_admin(client, administrator, app):
    assert client.get(f"/kelola/{app}/").status_code == 404
    assert not administrator.has_module_perms(app)
    assert not administrator.has_perm(f"{app}.view_anything")


OWN_PAGES = {
    "declarations:statements",
    "declarations:begin",
    "declarations:cases",
    "declarations:case_copies",
    "declarations:consultations",
    "declarations:consultation_ask",
    "declarations:controls",
    "declarations:matters",
    "declarations:recusals",
    "declarations:referrals",
    "declarations:referrals_csv",
    "declarations:open_case_for",
}
OWN_REFUSALS = {
    "declarations:list",
    "declarations:pact",
    "declarations:matter_new",
    "declarations:recusal_sheet",
}
# What administrators keep of declarations: who must declare and by which words, never
# what anybody has declared.
ADMINISTERED = {
    *visitors_campaigns.ROUTES,
    *visitors_ceremony.ROUTES,
    *visitors_questionnaire.ROUTES,
    "declarations:regimes",
    "declarations:adopt_regime",
    "declarations:cancel_regime",
}


@pytest.mark.rule(64)
@pytest.mark.parametrize("visitor", ["system_admin", "organisation_admin"])
def test_the_tables_of_visitors_promise_administrators_no_statement_or_complaint(
    visitor,
):
    promised = {
        route: row.expected(visitor)
        for route, row in ROUTES.items()
        if route.startswith(("declarations:", "complaints:"))
        and not row.public
        and route not in OWN_PAGES | OWN_REFUSALS | ADMINISTERED
    }
    desks = [row.get(visitor, 404) for row in [*desk.GET.values(), *desk.POST.values()]]

    assert len(promised) > 80
    assert {*promised.values(), *desks} == {404}


@pytest.mark.rule(64)
def test_what_the_organisation_s_administrator_keeps_is_closed_to_the_system_s():
    promised = {route: ROUTES[route].expected("system_admin") for route in ADMINISTERED}

    # The token of a hall is told to whoever holds it: it is refused, not hidden.
    assert promised.pop("declarations:ceremony_join") == 403
    assert set(promised.values()) == {404}


@pytest.mark.rule(64)
def test_a_system_administrator_s_own_pages_hold_nothing_of_others(client):
    office = make_office()
    case = make_case("UNDER_REVIEW", office=office)
    user = make_tenure().user
    give(user, Role.SYSTEM_ADMIN)
    client.force_login(user)

    for page in sorted(OWN_PAGES):
        answer = client.get(reverse(page))
        assert answer.status_code == 200
        assert case.number not in answer.text
        assert office.staff.user.name not in answer.text
