"""Two lists, or a list and a single move, at once on two real connections."""

import pytest
from django.db import transaction
from django.utils import timezone

from personnel.models import RosterStatus, Tenure, Unit, User
from personnel.people import set_nik
from personnel.rosters import store
from personnel.workflow import people, posts, rosters
from tests.factories import give
from tests.personnel.factories import (
    make_position,
    make_tenure,
    make_unit,
    make_user,
)
from tests.personnel.rosters.factories import make_roster
from tests.personnel.rosters.files import a_csv
from tests.personnel.rosters.test_planning import HEADER, NIP, SECOND, Desk
from tests.races import at_once
from tests.worker import jobs

pytestmark = pytest.mark.django_db(transaction=True)

TODAY = timezone.localdate()


def hand_in(desk, *row):
    return make_roster(desk.unit, data=a_csv(row, header=HEADER, delimiter=";"))


def test_a_list_applied_by_two_workers_at_once_is_applied_once():
    desk = Desk()
    roster = hand_in(desk, "Rina", NIP, "Pengelola Kepegawaian")
    rosters.apply(roster, by=None)

    at_once(*[lambda: rosters.carry_out(roster.pk)] * 2)

    roster.refresh_from_db()
    assert roster.status == RosterStatus.APPLIED
    assert Tenure.objects.filter(position=desk.post).count() == 1
    assert len(jobs("declarations.roster_imported")) == 1


def locked_now(model):
    """The rows of a table that another connection cannot lock at the moment."""

    def free():
        with transaction.atomic():
            rows = model.objects.select_for_update(skip_locked=True, no_key=True)
            return set(rows.values_list("pk", flat=True))

    (found,) = at_once(free)
    return set(model.objects.values_list("pk", flat=True)) - found


def test_whom_a_list_names_by_the_nik_alone_is_locked_wherever_he_works():
    desk = Desk()
    other = make_position("Pengemudi", unit=make_unit("33.22", "KPU Kab. Semarang"))
    budi = make_tenure(make_user("Budi", employee_number="PPNPN-33.22-001"), other).user
    set_nik(budi, "3321010101900001")
    budi.save()
    bystander = make_tenure(make_user("Ani"), make_position(unit=other.unit)).user
    header = ("Nama", "NIK", "Jabatan")
    row = ("Budi", "3321010101900001", "Pengelola Kepegawaian")
    roster = make_roster(desk.unit, data=a_csv(row, header=header, delimiter=";"))

    with transaction.atomic():
        rosters.lock_roll(roster, list(store.entries_of(roster)))
        people, units = locked_now(User), locked_now(Unit)

    assert {budi.pk, desk.office.head.user_id} <= people
    assert bystander.pk not in people
    assert units == {desk.unit.pk}


def test_a_list_of_the_nation_that_names_no_unit_locks_its_own():
    desk = Desk()
    nation = desk.office.nation
    data = a_csv(("Rina", NIP, "Pengelola"), header=HEADER[:3], delimiter=";")
    roster = make_roster(nation, data=data)
    assert roster.many_units

    with transaction.atomic():
        rosters.lock_roll(roster, list(store.entries_of(roster)))
        units = locked_now(Unit)

    assert units == {nation.pk}


def test_of_two_lists_for_one_post_the_second_is_read_again():
    desk = Desk()
    first = hand_in(desk, "Rina", NIP, "Pengelola Kepegawaian")
    second = hand_in(desk, "Budi", SECOND, "Pengelola Kepegawaian")
    for roster in (first, second):
        rosters.apply(roster, by=None)

    at_once(
        lambda: rosters.carry_out(first.pk),
        lambda: rosters.carry_out(second.pk),
    )

    for roster in (first, second):
        roster.refresh_from_db()
    assert {first.status, second.status} == {RosterStatus.APPLIED, RosterStatus.READY}
    assert Tenure.objects.filter(position=desk.post).count() == 1


def test_a_list_and_a_single_move_of_the_same_person_do_not_both_win():
    desk = Desk()
    held = desk.hold("Rina", NIP, desk.make_post("Pengelola Arsip"))
    other = desk.make_post("Pengelola Data")
    admin = make_user("Administrator")
    give(admin, "ORGANISATION_ADMIN")
    roster = hand_in(
        desk, "Rina", NIP, "Pengelola Kepegawaian", "", f"{TODAY:%d/%m/%Y}"
    )
    rosters.apply(roster, by=None)

    at_once(
        lambda: rosters.carry_out(roster.pk),
        lambda: people.move(held, other, on=TODAY, basis="SK 1", by=admin),
    )

    user = User.objects.get(pk=held.user_id)
    assert user.tenures.filter(period__contains=TODAY).count() == 1


def test_a_post_that_is_abolished_meanwhile_gets_no_holder_from_a_list():
    desk, admin = Desk(), make_user("Administrator")
    give(admin, "ORGANISATION_ADMIN")
    roster = hand_in(desk, "Rina", NIP, "Pengelola Kepegawaian")
    rosters.apply(roster, by=None)

    at_once(
        lambda: rosters.carry_out(roster.pk),
        lambda: posts.abolish(desk.post, on=TODAY, by=admin),
    )

    desk.post.refresh_from_db()
    roster.refresh_from_db()
    seated = Tenure.objects.filter(position=desk.post).exists()
    assert seated is (roster.status == RosterStatus.APPLIED)
    assert seated is (desk.post.abolished_on is None)
