"""A line that changes on a day is answered as it was before, and as it is after."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from complaints import standing
from declarations.case_home import reviews
from personnel import today
from personnel.line_history import spans_of
from personnel.lines import lines_of, other_line_of, superior_of
from personnel.models import FormerLine, Position, User
from personnel.workflow.posts import change_lines
from tests.personnel.factories import (
    SmallOffice,
    give,
    make_position,
    make_tenure,
    make_user,
)

pytestmark = [pytest.mark.django_db, pytest.mark.rule(78)]
NEW_YEAR = date(2090, 1, 1)
NEW_YEAR_S_EVE = date(2089, 12, 31)
LONG_AGO = date(2024, 5, 6)


@pytest.fixture
def office():
    return SmallOffice()


@pytest.fixture
def administrator():
    user = make_user("Administrator Organisasi")
    give(user, "ORGANISATION_ADMIN")
    return user


def move(post, superior, since, by, other_line=None):
    change_lines(post, superior=superior, other_line=other_line, since=since, by=by)
    post.refresh_from_db()


def addressee(tenure, on):
    tenure = type(tenure).objects.with_people().get(pk=tenure.pk)
    return superior_of(tenure, on).addressee


@pytest.mark.parametrize("since", [LONG_AGO, NEW_YEAR])
def test_before_the_day_the_old_superior_receives_and_from_it_the_new_one(
    office, administrator, since
):
    move(office.staff_post, office.secretary_post, since, administrator)

    assert addressee(office.staff, since - timedelta(days=1)) == office.head
    assert addressee(office.staff, since) == office.secretary
    assert addressee(office.staff, since + timedelta(days=400)) == office.secretary


def test_a_line_back_in_time_is_answered_as_it_was(office, administrator):
    other = make_position("Kepala Subbagian Lain", superior=office.secretary_post)
    holder = make_tenure(position=other)
    move(office.staff_post, other, date(2025, 1, 1), administrator)
    move(office.staff_post, office.secretary_post, date(2026, 1, 1), administrator)

    assert addressee(office.staff, date(2024, 12, 31)) == office.head
    assert addressee(office.staff, date(2025, 1, 1)) == holder
    assert addressee(office.staff, date(2025, 12, 31)) == holder
    assert addressee(office.staff, date(2026, 1, 1)) == office.secretary


def test_a_change_before_a_planned_one_holds_only_until_it(office, administrator):
    move(office.staff_post, office.secretary_post, NEW_YEAR, administrator)
    move(office.staff_post, office.chair_post, date(2026, 6, 1), administrator)

    assert addressee(office.staff, date(2026, 5, 31)) == office.head
    assert addressee(office.staff, date(2026, 6, 1)) == office.chair
    assert addressee(office.staff, NEW_YEAR_S_EVE) == office.chair
    assert addressee(office.staff, NEW_YEAR) == office.secretary


def test_taking_a_planned_change_back_leaves_no_seam(office, administrator):
    move(office.staff_post, office.secretary_post, NEW_YEAR, administrator)
    move(office.staff_post, office.head_post, NEW_YEAR, administrator)

    assert office.staff_post.superior == office.head_post
    assert FormerLine.objects.count() == 0


def test_a_planned_change_can_be_put_to_another_post_on_the_same_day(
    office, administrator
):
    move(office.staff_post, office.secretary_post, NEW_YEAR, administrator)
    move(office.staff_post, office.chair_post, NEW_YEAR, administrator)

    assert addressee(office.staff, NEW_YEAR_S_EVE) == office.head
    assert addressee(office.staff, NEW_YEAR) == office.chair
    assert FormerLine.objects.count() == 1


def test_a_post_that_once_had_no_superior_is_told_so(office, administrator):
    loose = make_position("Pengemudi")
    driver = make_tenure(position=loose)
    move(loose, office.head_post, NEW_YEAR, administrator)

    assert superior_of(driver, NEW_YEAR_S_EVE).choice_needed
    assert addressee(driver, NEW_YEAR) == office.head


def test_the_history_tells_span_after_span(office, administrator):
    move(office.staff_post, office.secretary_post, LONG_AGO, administrator)
    move(office.staff_post, office.chair_post, NEW_YEAR, administrator)

    spans = spans_of(office.staff_post)

    assert [(span.since, span.until, span.superior) for span in spans] == [
        (NEW_YEAR, None, office.chair_post),
        (LONG_AGO, NEW_YEAR, office.secretary_post),
        (None, LONG_AGO, office.head_post),
    ]
    assert [span.holds(NEW_YEAR_S_EVE) for span in spans] == [False, True, False]


@pytest.mark.rule(15)
def test_the_second_line_of_a_secretary_is_dated_too(office, administrator):
    move(office.secretary_post, office.chair_post, NEW_YEAR, administrator)
    secretary = type(office.secretary).objects.with_people().get(pk=office.secretary.pk)

    assert other_line_of(secretary, NEW_YEAR_S_EVE) == office.province_secretary
    assert other_line_of(secretary, NEW_YEAR) is None


def test_dated_lines_cost_no_query_more(office, administrator):
    tenures = [office.staff, office.head, office.secretary]
    move(office.staff_post, office.secretary_post, NEW_YEAR, administrator)

    with CaptureQueriesContext(connection) as one:
        superior_of(office.staff, NEW_YEAR_S_EVE)
    with CaptureQueriesContext(connection) as many:
        lines_of(tenures, NEW_YEAR_S_EVE)

    assert (len(one), len(many)) == (2, 2)


@pytest.mark.rule(51)
@pytest.mark.parametrize(("days", "below_head"), [(1, True), (0, False), (-1, False)])
def test_who_stands_below_an_accused_follows_the_line_of_the_day(
    office, administrator, days, below_head
):
    since = timezone.localdate() + timedelta(days=days)
    move(office.staff_post, office.secretary_post, since, administrator)
    user = User.objects.get(pk=office.staff.user_id)

    above = {post for held in today.posts_today(user) for post in held.above}
    keys = standing.keys_of_many([user.pk], timezone.localdate())[user.pk]

    assert (office.head_post.pk in above) is below_head
    assert (standing.post_key(office.head_post.pk) in keys) is below_head
    assert standing.post_key(office.secretary_post.pk) in keys
    assert standing.keys_of(user) == keys


@pytest.mark.parametrize(("days", "reviewing"), [(1, True), (0, False)])
def test_who_has_nobody_below_any_more_reviews_no_more(
    office, administrator, days, reviewing
):
    since = timezone.localdate() + timedelta(days=days)
    move(office.staff_post, office.secretary_post, since, administrator)

    found = User.objects.filter(pk=office.head.user_id).values_list(
        reviews(office.head.user)
    )

    assert list(found) == [(reviewing,)]


@pytest.mark.parametrize(("days", "reviewing"), [(1, False), (0, True)])
def test_who_gets_somebody_below_reviews_from_that_day(
    office, administrator, days, reviewing
):
    alone = make_position("Kepala Subbagian Baru", superior=office.secretary_post)
    user = make_tenure(position=alone).user
    since = timezone.localdate() + timedelta(days=days)
    move(office.staff_post, alone, since, administrator)

    found = User.objects.filter(pk=user.pk).values_list(reviews(user))

    assert list(found) == [(reviewing,)]


def test_a_loop_is_refused_for_a_day_to_come_with_the_posts_in_it(
    office, administrator
):
    with pytest.raises(ValidationError) as refusal:
        move(office.chair_post, office.staff_post, NEW_YEAR, administrator)

    assert refusal.value.messages == [
        "Mulai 1\N{NO-BREAK SPACE}Januari\N{NO-BREAK SPACE}2090 susunan atasan "
        "berputar: Ketua, KPU Kabupaten Demak → Penyusun Bahan Hukum, KPU Kabupaten "
        "Demak → Kepala Subbagian Hukum dan Sumber Daya Manusia, KPU Kabupaten Demak "
        "→ Sekretaris, KPU Kabupaten Demak → Ketua, KPU Kabupaten Demak."
    ]
    assert FormerLine.objects.count() == 0
    assert Position.objects.get(pk=office.chair_post.pk).superior == (
        office.province_chair_post
    )


def test_a_loop_that_only_a_planned_change_would_close_is_refused(
    office, administrator
):
    other = make_position("Kepala Subbagian Lain", superior=office.secretary_post)
    move(other, office.staff_post, NEW_YEAR, administrator)

    with pytest.raises(ValidationError, match=r"Mulai .* berputar"):
        move(office.staff_post, other, date(2026, 6, 1), administrator)


def test_two_posts_may_change_places_on_a_day(office, administrator):
    move(office.head_post, office.chair_post, NEW_YEAR, administrator, None)
    move(office.secretary_post, office.head_post, NEW_YEAR, administrator)

    assert addressee(office.head, NEW_YEAR_S_EVE) == office.secretary
    assert addressee(office.secretary, NEW_YEAR_S_EVE) == office.chair
    assert addressee(office.head, NEW_YEAR) == office.chair
    assert addressee(office.secretary, NEW_YEAR) == office.head


@pytest.mark.parametrize(
    ("field", "name"),
    [
        ("superior", "former_line_not_its_own_superior"),
        ("other_line", "former_line_not_its_own_other_line"),
    ],
)
def test_a_former_line_leads_to_another_post(office, field, name):
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        FormerLine.objects.create(
            position=office.head_post, until=NEW_YEAR, **{field: office.head_post}
        )


def test_one_line_ends_on_a_day(office):
    FormerLine.objects.create(position=office.head_post, until=NEW_YEAR)

    with (
        pytest.raises(IntegrityError, match="former_line_one_a_day"),
        transaction.atomic(),
    ):
        FormerLine.objects.create(position=office.head_post, until=NEW_YEAR)
