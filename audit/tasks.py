from procrastinate.contrib.django import app

from audit import sequence


@app.periodic(cron="* * * * *")
@app.task(name="audit.append_finished", queueing_lock="audit.append_finished")
def append_finished(timestamp: int) -> None:
    sequence.append_finished()
