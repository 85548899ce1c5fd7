from django.contrib.auth import get_user_model
from procrastinate import JobContext, RetryStrategy
from procrastinate.contrib.django import app

from kpu_coi.accounts import reset

WHILE_THE_LINK_IS_WANTED = RetryStrategy(max_attempts=8, exponential_wait=3)


@app.periodic(cron="* * * * *")
@app.task(
    name="kpu_coi.take_up_stalled",
    queueing_lock="kpu_coi.take_up_stalled",
    pass_context=True,
)
async def take_up_stalled(context: JobContext, timestamp: int) -> None:
    """Give the jobs of workers that went silent to those that are alive."""
    jobs = context.app.job_manager
    for job in await jobs.get_stalled_jobs():
        await jobs.retry_job(job)


@app.task(name="kpu_coi.send_reset_link", queue="mail", retry=WHILE_THE_LINK_IS_WANTED)
def send_reset_link(user_id: int) -> None:
    user = get_user_model().objects.get(pk=user_id)
    if user.is_active and user.email:
        reset.send_link(user)
