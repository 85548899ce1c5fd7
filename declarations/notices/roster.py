"""What people are told when a new unit or a campaign asks them to declare."""

from collections.abc import Collection

from declarations.asking import begin_url, duty_of
from declarations.models import Obligation
from kpu_coi.dates import hari_tanggal
from notifications.inbox import News, tell_many
from personnel.models import User


def tell_obliged(obligations: Collection[Obligation]) -> None:
    people = User.objects.in_bulk({one.user_id for one in obligations})
    tell_many([news_of(one, people[one.user_id]) for one in obligations])


def news_of(owed: Obligation, person: User) -> News:
    """The campaign and the last day, or the unit that asks by itself."""
    if owed.campaign:
        subject = duty_of(owed.campaign)
        until = f" paling lambat {hari_tanggal(owed.due_on)}"
    else:
        subject = f"{duty_of(None)}: {owed.unit.name}"
        until = ""
    return News(
        recipient=person,
        subject=subject[:200],
        path=begin_url(owed.asks),
        about=f"obligation:{owed.pk}",
        body=f"Anda tercatat di {owed.unit.name}. Selesaikan{until}.",
    )
