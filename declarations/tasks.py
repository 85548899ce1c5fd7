from procrastinate.contrib.django import app

from declarations.workflow import (
    control_days,
    cooling,
    ladder,
    packs,
    recusals,
    reminders,
    rerouting,
    roster,
)
from personnel.rosters.store import tenures_touched


@app.task(name="declarations.roster_changed")
def roster_changed(tenure_id: int) -> None:
    """A tenure began, changed or ended."""
    roster.tenures_changed([tenure_id])


@app.task(name="declarations.tenure_taken_back")
def tenure_taken_back(user_id: int) -> None:
    """What was planned for somebody will not be; nobody acts otherwise today."""
    roster.follow([user_id])


@app.task(name="declarations.roster_imported")
def roster_imported(roster_id: int) -> None:
    """A roster was applied: what its people owe follows, and so do open cases."""
    roster.tenures_changed(tenures_touched(roster_id))


@app.task(name="declarations.lines_changed")
def lines_changed(unit_id: int) -> None:
    """Posts of a unit answer to others, from some day on."""
    roster.lines_changed(unit_id)


@app.task(name="declarations.campaign_opened")
def campaign_opened(campaign_id: int) -> None:
    """Tell those who owe it, some hundreds at a time; a second time does nothing."""
    roster.catch_up(campaign_id)
    ladder.tell_begun(campaign_id)


@app.periodic(cron="36 * * * *")
@app.task(name="declarations.climb", queueing_lock="declarations.climb")
def climb(timestamp: int) -> None:
    """Every hour, since each unit's day begins by its own clock; safe to run twice."""
    ladder.tell_begun()
    ladder.remind_due()
    ladder.report_late()


@app.periodic(cron="24 * * * *")
@app.task(name="declarations.reroute", queueing_lock="declarations.reroute")
def reroute(timestamp: int) -> None:
    """Every hour, since midnight comes to three zones; a second time does nothing."""
    rerouting.reroute_stranded()
    roster.sweep()
    cooling.sweep()


@app.periodic(cron="8 * * * *")
@app.task(name="declarations.remind", queueing_lock="declarations.remind")
def remind(timestamp: int) -> None:
    """Every hour, since offices open in three zones; a second time does nothing."""
    reminders.remind_all()


@app.periodic(cron="35 0,12 * * *")
@app.task(name="declarations.control_days", queueing_lock="declarations.control_days")
def remind_of_controls(timestamp: int) -> None:
    """Twice a day, in case the first did not run; what was told is not told again."""
    control_days.remind()


@app.periodic(cron="9 * * * *")
@app.task(name="declarations.recusals", queueing_lock="declarations.recusals")
def follow_recusals(timestamp: int) -> None:
    """Every hour, for the same reason: what was ordered begins on its own day."""
    recusals.sweep()


@app.task(name="declarations.make_pack")
def make_pack(pack_id: int) -> None:
    """Make the pack of a unit that somebody ordered."""
    packs.make(pack_id)


@app.periodic(cron="41 * * * *")
@app.task(
    name="declarations.remove_old_packs",
    queueing_lock="declarations.remove_old_packs",
)
def remove_old_packs(timestamp: int) -> None:
    """Packs are kept for some days and can be made again at any time."""
    packs.remove_old()
