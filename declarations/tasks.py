from procrastinate.contrib.django import app

from declarations.workflow import packs, rerouting, roster
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
