"""
The office of Kudus, which works under PermenPANRB 17/2024, made by the real moves.

What the three other offices leave to be tried is done here: campaigns with a ceremony
and a pack, lists and pacts, a leaver, questions, and cases from receipt to closing.
"""

from datetime import date, timedelta

from django.utils import timezone

from deadlines import memory
from deadlines.models import Regime, RegimeAdoption
from declarations.models import Campaign
from declarations.workflow import cooling, regimes
from inspectorate.neighbour import asked, campaigns, cases
from personnel.demonstration import NEIGHBOUR, Offices
from personnel.models import Tenure, Unit
from personnel.workflow import people

PANRB = "panrb-17-2024"
UNDER_PANRB_SINCE = date(2024, 11, 1)
NEXT_TO_SWITCH = "33.20"
SWITCHES_AFTER = timedelta(days=60)


def prepare(offices: Offices) -> None:
    """
    Let the office work under its legal basis from long ago; comes before campaigns.

    The move takes days to come alone. What was adopted before there was a system is
    entered where an administrator of the system does it, among the reference data.
    """
    _, made = RegimeAdoption.objects.get_or_create(
        regime_id=PANRB,
        unit_code=offices.neighbour.code,
        valid_from=UNDER_PANRB_SINCE,
    )
    if made:
        memory.forget()


def build(offices: Offices) -> None:
    """Everything of the office, or nothing where its campaigns stand already."""
    if Campaign.objects.filter(unit=offices.neighbour).exists():
        return
    leave(offices)
    campaigns.build(offices)
    cases.build(offices)
    asked.build(offices)
    switch_soon(offices)


def accounts(offices: Offices) -> list[tuple[str, Tenure]]:
    """Whom to try it as, and for what."""
    return [
        (what, offices.holder(NEIGHBOUR, seat))
        for what, seat in (
            ("Kudus: operator satker, acara sedang berjalan", "personnel"),
            ("Kudus: Sekretaris, daftar yang tidak ikut memutus", "secretary"),
            ("Kudus: atasan, pengendalian dan rujukan", "finance"),
            ("Kudus: atasan, putusannya diminta ditimbang ulang", "legal"),
            ("Kudus: pegawai dengan perintah penanganan", "buyer"),
            ("Kudus: pegawai, perkaranya dibuka atasan", "stages"),
            ("Kudus: pegawai, konsultasinya dijawab", "press"),
            ("Kudus: P3K2", "analyst"),
        )
    ]


def leave(offices: Offices) -> None:
    """Somebody left yesterday, so that his waiting period runs."""
    leaver = offices.holder(NEIGHBOUR, "store").user
    people.leave(
        leaver,
        last_day=timezone.localdate() - timedelta(days=1),
        by=offices.neighbour_operator.user,
    )
    cooling.follow([leaver.pk])


def switch_soon(offices: Offices) -> None:
    """Another office is to follow: what has not begun yet can be taken back."""
    regimes.adopt(
        Regime.objects.get(pk=PANRB),
        unit=Unit.objects.get(code=NEXT_TO_SWITCH),
        valid_from=regimes.earliest_day() + SWITCHES_AFTER,
        by=offices.organisation_admin.user,
    )
