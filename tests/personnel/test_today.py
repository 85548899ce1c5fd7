"""What somebody holds today is said by the clock of each unit."""

import pytest

from personnel.today import forget, posts_acted_for_by, posts_held_by
from tests.factories import make_office, make_tenure, make_user
from tests.midnight import head_changes_at_midnight

pytestmark = pytest.mark.django_db


@pytest.mark.rule(14, 76)
def test_a_post_changes_hands_at_midnight_of_its_own_unit(monkeypatch):
    office = make_office()
    former, successor = head_changes_at_midnight(office, monkeypatch)

    assert posts_held_by(successor) == {office.head_post.pk}
    assert posts_acted_for_by(successor) == {office.head_post.pk}
    assert posts_held_by(former) == set()


@pytest.mark.rule(14)
def test_a_stand_in_acts_and_the_holder_does_not():
    office = make_office()
    stand_in, holder = make_user("Pelaksana Harian"), office.head.user
    make_tenure(stand_in, office.head_post, acting="DAILY")
    post = {office.head_post.pk}

    assert (posts_held_by(stand_in), posts_acted_for_by(stand_in)) == (post, post)
    assert (posts_held_by(holder), posts_acted_for_by(holder)) == (post, set())

    stand_in.is_active = False
    stand_in.save()
    assert posts_acted_for_by(holder) == set(), "read once in a request"
    forget(holder)
    assert posts_acted_for_by(holder) == post
