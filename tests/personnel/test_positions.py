import pytest
from django.core.exceptions import ValidationError

from personnel.positions import find_cycle
from tests.personnel.factories import SmallOffice, make_position

pytestmark = [pytest.mark.django_db, pytest.mark.rule(78)]


@pytest.fixture
def office():
    return SmallOffice()


def test_a_sound_tree_has_no_loop(office, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert find_cycle(office.secretary_post) == []


def test_a_loop_is_refused_with_the_posts_in_it(office):
    office.chair_post.superior = office.head_post

    with pytest.raises(ValidationError) as refusal:
        office.chair_post.full_clean()

    (message,) = refusal.value.messages
    assert message == (
        "Susunan atasan berputar: Ketua, KPU Kabupaten Demak → Kepala Subbagian Hukum "
        "dan Sumber Daya Manusia, KPU Kabupaten Demak → Sekretaris, KPU Kabupaten "
        "Demak → Ketua, KPU Kabupaten Demak."
    )


def test_the_other_line_may_not_close_a_loop_either(office):
    office.province_secretary_post.superior = office.secretary_post

    loop = find_cycle(office.province_secretary_post)

    assert loop == [office.province_secretary_post, office.secretary_post]


def test_a_loop_further_up_does_not_hang_the_search(office):
    type(office.chair_post).objects.filter(pk=office.chair_post.pk).update(
        superior=office.secretary_post
    )

    assert find_cycle(office.staff_post) == []


def test_a_new_post_closes_no_loop(office):
    post = make_position("Pramubakti", superior=office.head_post)
    post.pk = None

    assert find_cycle(post) == []
