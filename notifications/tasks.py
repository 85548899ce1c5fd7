from django.db import transaction
from procrastinate import BaseRetryStrategy, RetryDecision
from procrastinate.contrib.django import app

from notifications import grants, organisation, post
from personnel.models import Grant, GrantProposal


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


@app.task(name="notifications.grant_changed")
@transaction.atomic
def grant_changed(what: str, proposal_id: int) -> None:
    """A grant was proposed, approved, refused or withdrawn."""
    proposal = GrantProposal.objects.with_people().get(pk=proposal_id)
    grants.tell_of_proposal(what, proposal)


@app.task(name="notifications.grant_ended")
@transaction.atomic
def grant_ended(grant_id: int) -> None:
    grants.tell_of_end(Grant.objects.with_people().get(pk=grant_id))
