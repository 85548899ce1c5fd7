"""Posts are established, renamed, moved, abolished and restored: by whom, and when."""

import json
from datetime import date
from itertools import product

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from audit.models import Event
from personnel.line_history import spans_of
from personnel.models import Position, PositionKind
from personnel.workflow import posts
from personnel.workflow.posts import abolish, change_lines, establish, rename, restore
from tests.personnel.factories import (
    SmallOffice,
    give,
    make_position,
    make_region,
    make_tenure,
    make_user,
)

pytestmark = pytest.mark.django_db
SOON = date(2090, 1, 1)
ROLES = {
    "organisation_admin": "ORGANISATION_ADMIN",
    "system_admin": "SYSTEM_ADMIN",
    "operator": "UNIT_OPERATOR",
    "auditor": "AUDITOR",
    "chief_inspector": "CHIEF_INSPECTOR",
    "staff": None,
}
# By hand: who may make which move with a post that stands, and with an abolished one.
ALLOWED = {
    ("organisation_admin", "rename", False),
    ("organisation_admin", "change_lines", False),
    ("organisation_admin", "abolish", False),
    ("organisation_admin", "restore", True),
}


@pytest.fixture
def office():
    return SmallOffice()


@pytest.fixture
def administrator():
    return person("organisation_admin", None)


def person(name, office):
    user, role = make_user(), ROLES[name]
    if name == "operator":
        give(user, role, unit=office.unit)
    elif name == "auditor":
        give(user, role, region=make_region("II"))
    elif role:
        give(user, role)
    return user


def empty_post(office, title="Pramubakti", **fields):
    return make_position(title, superior=office.head_post, **fields)


def events(action):
    return [details_of(event) for event in Event.objects.filter(action=action)]


def details_of(event):
    return json.loads(bytes(event.body))["details"]


def told():
    jobs = ProcrastinateJob.objects.filter(task_name="declarations.lines_changed")
    return [job.args for job in jobs]


@pytest.mark.parametrize(
    ("name", "move", "abolished"),
    list(product(ROLES, posts.MOVES, (False, True))),
    ids=lambda value: getattr(value, "name", str(value)),
)
def test_a_move_is_open_to_exactly_the_people_named(office, name, move, abolished):
    post = empty_post(office, abolished_on=timezone.localdate() if abolished else None)

    verdict = move.verdict(person(name, office), post)

    assert bool(verdict) is ((name, move.name, abolished) in ALLOWED)


@pytest.mark.parametrize("name", sorted(set(ROLES) - {"organisation_admin"}))
def test_a_refused_person_changes_nothing(office, name):
    user = person(name, office)
    post = empty_post(office)
    gone = empty_post(office, "Pengemudi", abolished_on=date(2025, 1, 1))
    acts = [
        lambda: establish(office.unit, kind="STAFF", title="Baru", by=user),
        lambda: rename(post, title="Lain", section="", kind="STAFF", by=user),
        lambda: change_lines(
            post, superior=office.chair_post, other_line=None, since=SOON, by=user
        ),
        lambda: abolish(post, on=SOON, by=user),
        lambda: restore(gone, by=user),
    ]

    for act in acts:
        with pytest.raises(PermissionDenied, match="administrator organisasi"):
            act()

    stored = Position.objects.get(pk=post.pk)
    assert (stored.title, stored.superior, stored.abolished_on) == (
        "Pramubakti",
        office.head_post,
        None,
    )
    assert not Event.objects.filter(action__startswith="position.").exists()
    assert told() == []


def test_a_post_is_established_from_a_day_on(office, administrator):
    post = establish(
        office.unit,
        kind=PositionKind.FUNCTIONAL,
        title="Pranata Komputer",
        section="Subbagian Perencanaan, Data dan Informasi",
        superior=office.head_post,
        since=SOON,
        by=administrator,
    )

    assert post.superior == office.head_post
    assert [post.stands(day) for day in (date(2089, 12, 31), SOON)] == [False, True]
    assert events("position.establish") == [
        {
            "unit": "33.21",
            "kind": "FUNCTIONAL",
            "superior": office.head_post.pk,
            "other_line": None,
            "since": "2090-01-01",
        }
    ]


def test_a_second_post_of_the_same_name_in_the_same_section_is_refused(
    office, administrator
):
    post = empty_post(office, "Pengemudi")
    same = {"kind": "STAFF", "title": "Pramubakti", "by": administrator}
    establish(office.unit, **same)

    with pytest.raises(ValidationError, match="nama dan bagian yang sama"):
        establish(office.unit, **same)
    with pytest.raises(ValidationError, match="nama dan bagian yang sama"):
        rename(post, section="", **same)

    establish(office.unit, section="Bagian Umum", **same)
    establish(office.province, **same)


def test_a_post_is_renamed_and_keeps_its_lines(office, administrator):
    rename(
        office.head_post,
        title="Kepala Subbagian Hukum",
        section="Subbagian Hukum",
        kind=PositionKind.SUBDIV_HEAD,
        by=administrator,
    )

    post = Position.objects.get(pk=office.head_post.pk)
    assert (post.title, post.section, post.superior) == (
        "Kepala Subbagian Hukum",
        "Subbagian Hukum",
        office.secretary_post,
    )
    assert events("position.rename") == [{"kind": "SUBDIV_HEAD"}]


def test_characters_that_no_paper_can_print_are_refused(office, administrator):
    with pytest.raises(ValidationError, match="tidak dapat dicetak"):
        rename(
            office.head_post,
            title="Kepala 🚀",
            section="",
            kind="STAFF",
            by=administrator,
        )


def test_a_change_of_lines_is_logged_and_told_upward(office, administrator):
    change_lines(
        office.staff_post,
        superior=office.secretary_post,
        other_line=None,
        since=SOON,
        by=administrator,
    )

    assert events("position.change_lines") == [
        {
            "superior": office.secretary_post.pk,
            "other_line": None,
            "since": "2090-01-01",
        }
    ]
    assert told() == [{"unit_id": office.unit.pk}]


@pytest.mark.parametrize(
    ("superior", "other_line", "words"),
    [
        ("head_post", None, "sudah menginduk seperti yang Anda pilih"),
        ("staff_post", None, "tidak dapat membawahi dirinya"),
        ("secretary_post", "secretary_post", "menuju jabatan yang berbeda"),
        ("gone", None, "tidak berdiri pada"),
        ("coming", None, "tidak berdiri pada"),
        ("going", None, "dihapus sejak"),
    ],
)
def test_lines_that_make_no_sense_are_refused(
    office, administrator, superior, other_line, words
):
    office.gone = empty_post(office, "Dahulu", abolished_on=date(2025, 1, 1))
    office.coming = empty_post(office, "Kelak", established_on=date(2091, 1, 1))
    office.going = empty_post(office, "Sementara", abolished_on=date(2091, 1, 1))

    with pytest.raises(ValidationError, match=words):
        change_lines(
            office.staff_post,
            superior=getattr(office, superior),
            other_line=getattr(office, other_line) if other_line else None,
            since=SOON,
            by=administrator,
        )

    assert told() == []


def test_a_line_to_a_post_that_goes_may_end_before_it(office, administrator):
    going = empty_post(office, "Sementara", abolished_on=date(2091, 1, 1))
    lines = {"other_line": None, "by": administrator}
    change_lines(
        office.staff_post, superior=office.chair_post, since=date(2091, 1, 1), **lines
    )

    change_lines(office.staff_post, superior=going, since=SOON, **lines)

    post = Position.objects.get(pk=office.staff_post.pk)
    spans = [span.superior for span in spans_of(post)]
    assert spans == [office.chair_post, going, office.head_post]


def test_no_line_is_older_than_its_post(office, administrator):
    post = empty_post(office, established_on=SOON)

    with pytest.raises(ValidationError, match="berdiri sejak"):
        change_lines(
            post,
            superior=office.chair_post,
            other_line=None,
            since=date(2089, 12, 31),
            by=administrator,
        )
    with pytest.raises(ValidationError, match="berdiri sejak"):
        abolish(post, on=SOON, by=administrator)


def test_a_post_is_abolished_from_a_day_on_and_restored(office, administrator):
    post = empty_post(office)
    make_tenure(position=post, since=date(2020, 1, 1), until=SOON)

    abolish(post, on=SOON, by=administrator)

    stored = Position.objects.get(pk=post.pk)
    assert [stored.stands(day) for day in (date(2089, 12, 31), SOON)] == [True, False]
    assert events("position.abolish") == [{"on": "2090-01-01"}]
    restore(stored, by=administrator)
    assert Position.objects.get(pk=post.pk).abolished_on is None
    assert told() == [{"unit_id": office.unit.pk}] * 2


@pytest.mark.parametrize("until", [None, date(2090, 1, 2)])
def test_a_post_that_somebody_holds_after_that_day_stays(office, administrator, until):
    post = empty_post(office)
    tenure = make_tenure(make_user("Wulan Ayu"), post, until=until)

    with pytest.raises(ValidationError, match="masih dipangku oleh Wulan Ayu"):
        abolish(post, on=SOON, by=administrator)

    assert tenure.position.abolished_on is None


def test_a_post_to_which_others_answer_stays_and_says_which(office, administrator):
    office.head.period = type(office.head.period)(date(2020, 1, 1), SOON)
    office.head.save()

    with pytest.raises(ValidationError) as refusal:
        abolish(office.head_post, on=SOON, by=administrator)

    assert refusal.value.messages == [
        "Sesudah tanggal itu masih ada jabatan di bawahnya: Penyusun Bahan Hukum, KPU "
        "Kabupaten Demak. Pindahkan garis atasannya dahulu."
    ]


def test_a_post_below_only_until_a_later_day_still_answers_to_it(office, administrator):
    post = empty_post(office)
    below = make_position("Pembantu", superior=post)
    change_lines(
        below, superior=office.head_post, other_line=None, since=SOON, by=administrator
    )

    with pytest.raises(ValidationError, match="Pembantu"):
        abolish(post, on=date(2089, 12, 31), by=administrator)

    abolish(post, on=SOON, by=administrator)


def test_an_abolished_post_comes_back_only_where_its_name_is_free(
    office, administrator
):
    gone = empty_post(office, abolished_on=date(2025, 1, 1))
    empty_post(office)

    with pytest.raises(ValidationError, match="nama dan bagian yang sama"):
        restore(gone, by=administrator)


def test_an_abolished_post_comes_back_only_below_posts_that_stand(
    office, administrator
):
    above = empty_post(office)
    post = make_position("Pembantu", superior=above)
    for gone in (post, above):
        abolish(gone, on=date(2025, 1, 1), by=administrator)

    with pytest.raises(ValidationError, match="Pulihkan dahulu jabatan itu"):
        restore(post, by=administrator)

    restore(above, by=administrator)
    restore(post, by=administrator)
