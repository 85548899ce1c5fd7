"""Two lists, or a list and a single move, at once on two real connections."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.utils import timezone

from personnel.models import RosterStatus, Tenure, User
from personnel.workflow import people, posts, rosters
from tests.factories import give
from tests.personnel.factories import make_user
from tests.personnel.rosters.factories import make_roster
from tests.personnel.rosters.files import a_csv
from tests.personnel.rosters.test_planning import HEADER, NIP, SECOND, Desk
from tests.worker import jobs

pytestmark = pytest.mark.django_db(transaction=True)

TODAY = timezone.localdate()


def at_once(*acts):
    gate = Barrier(len(acts))

    def run(act):
        try:
            connection.ensure_connection()
            gate.wait(timeout=20)
            return act()
        except (PermissionDenied, ValidationError) as refused:
            return refused
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


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
