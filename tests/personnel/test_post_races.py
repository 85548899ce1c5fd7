"""Two administrators at once, on two real connections."""

from datetime import date

import pytest

from personnel.models import Position
from personnel.workflow.posts import abolish, change_lines, establish
from personnel.workflow.trees import apply_standard_tree
from tests.personnel.factories import SmallOffice, give, make_position, make_user
from tests.races import at_once, refusals

pytestmark = pytest.mark.django_db(transaction=True)
SOON = date(2090, 1, 1)


def administrator():
    user = make_user()
    give(user, "ORGANISATION_ADMIN")
    return user


def test_a_tree_that_two_people_apply_at_once_has_each_post_once():
    unit, people = SmallOffice().unit, [administrator(), administrator()]

    results = at_once(
        *(lambda by=by: apply_standard_tree(unit, by=by) for by in people)
    )

    posts = Position.objects.filter(unit=unit).values_list("title", "section")
    assert len(posts) == len(set(posts))
    assert sorted(map(bool, results)) == [False, True]


def test_a_new_post_that_is_sent_twice_at_once_is_made_once():
    unit, by = SmallOffice().unit, administrator()

    results = at_once(
        *[lambda: establish(unit, kind="STAFF", title="Pramubakti", by=by)] * 2
    )

    assert len(refusals(results)) == 1
    assert Position.objects.filter(title="Pramubakti").count() == 1


def test_two_changes_that_close_a_loop_only_together_do_not_both_pass():
    office, by = SmallOffice(), administrator()
    first = make_position("Kepala Satu", superior=office.secretary_post)
    second = make_position("Kepala Dua", superior=office.secretary_post)

    results = at_once(
        lambda: change_lines(
            first, superior=second, other_line=None, since=SOON, by=by
        ),
        lambda: change_lines(
            second, superior=first, other_line=None, since=SOON, by=by
        ),
    )

    assert len(refusals(results)) == 1
    assert "berputar" in refusals(results)[0]


def test_a_post_cannot_get_somebody_below_while_it_is_abolished():
    office, by = SmallOffice(), administrator()
    going = make_position("Kepala Lama", superior=office.secretary_post)
    moving = make_position("Pembantu", superior=office.head_post)

    results = at_once(
        lambda: abolish(going, on=SOON, by=by),
        lambda: change_lines(
            moving, superior=going, other_line=None, since=SOON, by=by
        ),
    )

    assert len(refusals(results)) == 1
