"""Two people at once, on two real connections: one wins, the other is told why."""

import pytest

from audit.models import Event
from privacy.models import BreachLetter
from privacy.tasks import remind
from privacy.workflow import breaches, requests
from tests.privacy.factories import fresh, make_breach, make_dpo, make_request, notify
from tests.races import at_once, refusals

pytestmark = pytest.mark.django_db(transaction=True)


def test_of_two_who_answer_at_once_one_wins_and_the_other_is_told_why():
    asked, first, second = make_request(), make_dpo(), make_dpo("Pejabat Kedua")

    results = at_once(
        lambda: requests.refuse(asked, by=first, ground="CORRECT", answer="Benar."),
        lambda: requests.refuse(asked, by=second, ground="OTHERS", answer="Lain."),
    )

    assert refusals(results) == [
        "Tidak dapat dilakukan: status permintaan ini “Ditolak”."
    ]
    assert Event.objects.filter(action="data_request.refuse").count() == 1


def test_the_asker_withdraws_or_the_office_answers():
    asked, dpo = make_request(), make_dpo()

    results = at_once(
        lambda: requests.accept(asked, by=dpo, answer="Akan diperbaiki."),
        lambda: requests.withdraw(asked, by=asked.user),
    )

    assert len(refusals(results)) == 1
    assert fresh(asked).status in ("ACCEPTED", "WITHDRAWN")


def test_letters_signed_twice_at_once_are_two_not_four():
    dpo = make_dpo()
    breach = make_breach("ASSESSED", dpo=dpo)

    results = at_once(lambda: notify(breach, dpo), lambda: notify(breach, dpo))

    assert len(refusals(results)) == 1
    assert BreachLetter.objects.count() == 2


def test_numbers_of_two_reports_at_once_differ():
    made = make_breach()

    reports = at_once(
        lambda: breaches.report(by=made.reported_by, **report_of(made)),
        lambda: breaches.report(by=made.reported_by, **report_of(made)),
    )

    assert len({row.number for row in [made, *reports]}) == 3


def report_of(made):
    return {
        "kind": "OTHER",
        "title": "Dugaan",
        "story": "Cerita.",
        "discovered_at": made.discovered_at,
    }


def test_two_runs_of_the_reminders_at_once_are_one():
    at_once(lambda: remind(0), lambda: remind(0))
