from procrastinate.contrib.django import app

from personnel import roster_day as days
from personnel.workflow import rosters


@app.periodic(cron="4 * * * *")
@app.task(name="personnel.roster_day", queueing_lock="personnel.roster_day")
def roster_day(timestamp: int) -> None:
    """Every hour, since midnight comes to three zones; a second time does nothing."""
    days.catch_up()


@app.task(name="personnel.read_roster")
def read_roster(roster_id: int) -> None:
    rosters.read(roster_id)


@app.task(name="personnel.apply_roster")
def apply_roster(roster_id: int) -> None:
    rosters.carry_out(roster_id)


@app.periodic(cron="10 19 * * *")
@app.task(name="personnel.forget_rosters", queueing_lock="personnel.forget_rosters")
def forget_rosters(timestamp: int) -> None:
    """Every night: lists that are long done with lose their content."""
    rosters.forget_old()
