from datetime import date

import pytest
from django.contrib import admin
from django.urls import reverse
from procrastinate.contrib.django.models import ProcrastinateJob

from audit.models import Event
from personnel.models import Grant, Position, RegionProvince, Role, Tenure, User
from tests.personnel.factories import (
    SmallOffice,
    give,
    make_region,
    make_user,
)

pytestmark = [pytest.mark.django_db, pytest.mark.rule(64)]
MODELS = sorted(
    model._meta.model_name
    for model in admin.site._registry
    if model._meta.app_label == "personnel"
)


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

    assert (listed.status_code, added.status_code) == (200, 200)


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


def grant_form(user, role):
    return {
        "user": user.pk,
        "role": role,
        "unit": "",
        "region": make_region().pk,
        "period_0": "2026-01-01",
        "period_1": "",
    }


def test_a_grant_is_given_and_logged(client, administrator):
    user = make_user()

    client.post(reverse("admin:personnel_grant_add"), grant_form(user, Role.AUDITOR))

    grant = Grant.objects.get(user=user)
    assert (grant.role, grant.period.lower) == (Role.AUDITOR, date(2026, 1, 1))
    assert Event.objects.get(action="grant.add").stream == f"user:{user.pk}"


def test_nobody_gives_a_role_to_himself(client, administrator):
    answer = client.post(
        reverse("admin:personnel_grant_add"), grant_form(administrator, Role.AUDITOR)
    )

    assert answer.status_code == 403
    assert [grant.role for grant in administrator.grants.all()] == [Role.SYSTEM_ADMIN]


def test_nobody_takes_over_another_s_tenure(client, administrator):
    office = SmallOffice()

    answer = client.post(
        reverse("admin:personnel_tenure_change", args=[office.head.pk]),
        {
            "user": administrator.pk,
            "position": office.head_post.pk,
            "acting": "PERMANENT",
            "period_0": "2026-01-01",
            "period_1": "",
        },
    )

    assert answer.status_code == 403
    assert Tenure.objects.get(pk=office.head.pk).user == office.head.user


def test_the_dated_lines_of_a_post_are_not_changed_here(client, administrator):
    office = SmallOffice()

    answer = client.post(
        reverse("admin:personnel_position_change", args=[office.chair_post.pk]),
        {
            "kind": "CHAIR",
            "title": "Ketua Baru",
            "section": "",
            "superior": office.staff_post.pk,
            "abolished_on": "2026-01-01",
        },
    )

    post = Position.objects.get(pk=office.chair_post.pk)
    assert (answer.status_code, post.title) == (302, "Ketua Baru")
    assert (post.superior, post.abolished_on) == (office.province_chair_post, None)


def test_a_new_person_cannot_sign_in_until_he_has_a_password(client, administrator):
    client.post(
        reverse("admin:personnel_user_add"),
        {
            "employee_number": "PPNPN-33.21-099",
            "id_kind": "INTERNAL",
            "name": "Sumiyati",
            "rank": "",
            "employment": "NON_ASN",
            "email": "",
            "is_active": "on",
        },
    )

    assert not User.objects.get(name="Sumiyati").has_usable_password()


def test_a_tenure_changed_in_the_admin_is_told_like_any_other(client, administrator):
    office = SmallOffice()
    client.force_login(administrator)

    answer = client.post(
        reverse("admin:personnel_tenure_change", args=[office.staff.pk]),
        {
            "user": office.staff.user_id,
            "position": office.staff_post.pk,
            "acting": "PERMANENT",
            "period_0": "2020-01-01",
            "period_1": "2026-01-01",
            "basis": "SK 7",
        },
    )

    assert answer.status_code == 302
    told = ProcrastinateJob.objects.filter(task_name="declarations.roster_changed")
    assert [job.args for job in told] == [{"tenure_id": office.staff.pk}]
