"""Private questions and advisers for tests, made by walking the real moves."""

from declarations.advisers import desks_for
from declarations.workflow import consultations
from tests.factories import give, make_user


def make_advisers(office):
    """Two P3K2 of the unit; the region's chief stands on the office too."""
    advisers = make_user("Ratna P3K2"), make_user("Salim P3K2")
    for person in advisers:
        give(person, "P3K2", unit=office.unit)
    office.region_chief = make_user("Inspektur Wilayah Dua")
    give(office.region_chief, "REGION_CHIEF", region=office.region)
    return advisers


def ask(
    asker,
    desk="P3K2",
    *,
    subject="Ipar ikut lelang",
    text="Apakah ini perlu saya nyatakan?",
    meant_for=None,
):
    (to,) = [one for one in desks_for(asker) if one.desk == desk]
    return consultations.ask(
        by=asker, to=to, subject=subject, text=text, meant_for=meant_for
    )
