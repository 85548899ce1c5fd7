from procrastinate.contrib.django import app

from personnel import roster_day as days


@app.periodic(cron="4 * * * *")
@app.task(name="personnel.roster_day", queueing_lock="personnel.roster_day")
def roster_day(timestamp: int) -> None:
    """Every hour, since midnight comes to three zones; a second time does nothing."""
    days.catch_up()
