"""What people are told when a new unit or a campaign asks them to declare."""

from collections.abc import Collection

from django.urls import reverse

from declarations.home import ASKED
from declarations.models import Asks, Obligation
from kpu_coi.dates import hari_tanggal
from notifications.inbox import News, tell_many
from personnel.models import User


def tell_obliged(obligations: Collection[Obligation]) -> None:
    people = User.objects.in_bulk({one.user_id for one in obligations})
    tell_many([news_of(one, people[one.user_id]) for one in obligations])


def news_of(owed: Obligation, person: User) -> News:
    """The campaign and its last day, or the unit that asks by itself."""
    campaign = owed.campaign
    act, page = ASKED[Asks(owed.asks)]
    if campaign:
        subject = f"{act}: {campaign.name}"
        until = f" paling lambat {hari_tanggal(campaign.due_on)}"
    else:
        subject = f"Buat pernyataan di satker baru: {owed.unit.name}"
        until = ""
    return News(
        recipient=person,
        subject=subject[:200],
        path=reverse(page),
        about=f"obligation:{owed.pk}",
        body=f"Anda tercatat di {owed.unit.name}. {act}{until}.",
    )
