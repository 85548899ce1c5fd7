"""A campaign whose last day is over, with people on every rung of its ladder."""

from datetime import timedelta

from django.utils import timezone

from declarations.models import Obligation, Step
from declarations.workflow import ladder
from personnel.grants import has_grant
from tests.factories import give, make_campaign, make_position, make_tenure

DAY = timedelta(days=1)


def make_late_campaign(unit, **fields):
    """Everybody was reminded yesterday, warned today and reported upward."""
    today = timezone.localdate()
    fields.setdefault("starts_on", today - 9 * DAY)
    fields.setdefault("due_on", today - 2 * DAY)
    campaign = make_campaign(unit, name="Kampanye yang lewat", **fields)
    climb(campaign, unit)
    return campaign


def runner_of(campaign):
    """Who opened it, with the grant to run it today."""
    user = campaign.opened_by
    if not has_grant(user, "ORGANISATION_ADMIN"):
        give(user, "ORGANISATION_ADMIN")
    return user


def climb(campaign, unit):
    """Whoever owes it goes up all rungs that he has not taken yet."""
    owed = list(campaign.obligations.unmet().values_list("pk", flat=True))
    yesterday = timezone.localdate() - DAY
    ladder.remind_some(owed, by=runner_of(campaign))
    Step.objects.filter(obligation__in=owed, on__gt=yesterday).exclude(
        obligation__steps__on=yesterday
    ).update(on=yesterday)
    ladder.warn_unit(campaign, unit, by=runner_of(campaign))
    ladder.report_some(owed)


def add_late_person(campaign, post):
    """One more below a post, on every rung."""
    tenure = make_tenure(position=make_position(unit=post.unit, superior=post))
    Obligation.objects.create(
        campaign=campaign,
        user=tenure.user,
        tenure=tenure,
        unit=post.unit,
        due_on=campaign.due_on,
    )
    climb(campaign, post.unit)
