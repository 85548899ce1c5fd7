from procrastinate.contrib.django import app

from declarations.workflow import recusals, rerouting, roster
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


@app.periodic(cron="24 * * * *")
@app.task(name="declarations.reroute", queueing_lock="declarations.reroute")
def reroute(timestamp: int) -> None:
    """Every hour, since midnight comes to three zones; a second time does nothing."""
    rerouting.reroute_stranded()
    roster.sweep()


@app.periodic(cron="9 * * * *")
@app.task(name="declarations.recusals", queueing_lock="declarations.recusals")
def follow_recusals(timestamp: int) -> None:
    """Every hour, for the same reason: what was ordered begins on its own day."""
    recusals.sweep()
