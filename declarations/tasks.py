from procrastinate.contrib.django import app

from declarations.workflow import ladder, rerouting, roster
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
