from procrastinate import BaseRetryStrategy, RetryDecision
from procrastinate.contrib.django import app

from notifications import organisation, post


class UntilTheServerIsBack(BaseRetryStrategy):
    """Again after 10 s, 20 s, 40 s, ... at most an hour apart, for about a week."""

    first_wait = 10
    longest_wait = 3600
    most_attempts = 180

    def get_retry_decision(self, *, exception, job):
        if job.attempts >= self.most_attempts:
            return None
        wait = min(self.first_wait * 2 ** min(job.attempts, 20), self.longest_wait)
        return RetryDecision(retry_in={"seconds": wait})


@app.task(name="notifications.send_email", queue="mail", retry=UntilTheServerIsBack())
def send_email(message_id: int) -> None:
    post.send(message_id)


@app.task(name="notifications.tenure_changed")
def tenure_changed(tenure_id: int) -> None:
    organisation.tenure_changed(tenure_id)


@app.task(name="notifications.tenure_taken_back")
def tenure_taken_back(tenure_id: int, user_id: int, position_id: int) -> None:
    organisation.tenure_taken_back(tenure_id, user_id, position_id)


@app.task(name="notifications.identity_corrected")
def identity_corrected(user_id: int) -> None:
    organisation.identity_corrected(user_id)
