"""What people owe follows a list that was applied."""

import pytest

from declarations.models import Obligation
from declarations.tasks import roster_imported
from personnel.models import User
from tests.factories import make_campaign
from tests.personnel.rosters.factories import applied, make_roster
from tests.personnel.rosters.files import a_csv
from tests.personnel.rosters.test_planning import HEADER, NIP, SECOND, Desk, everybody

pytestmark = [pytest.mark.django_db, pytest.mark.rule(79)]


def test_a_newcomer_owes_a_statement_and_a_leaver_does_not():
    desk = Desk()
    leaver = desk.hold("Ani Lestari", SECOND, desk.make_post("Pengelola Arsip"))
    make_campaign(desk.unit)
    rows = [*everybody(desk.office), ("Rina", NIP, "Pengelola Kepegawaian")]
    data = a_csv(*rows, header=HEADER, delimiter=";")
    roster = applied(make_roster(desk.unit, data=data, complete=True))

    for _ in range(2):
        roster_imported(roster.pk)

    rina = User.objects.get(employee_number=NIP)
    assert Obligation.objects.filter(user=rina, excused_at=None).count() == 1
    owed = Obligation.objects.get(user=leaver.user)
    assert owed.excused_at is not None
