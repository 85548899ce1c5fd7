"""What the pages of the list of interests and of the integrity pact show."""

from datetime import timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone

from deadlines.clocks import NoSuchDeadline, rule_for
from deadlines.regimes import regime_for
from declarations.content import keeps_lists
from declarations.forms.start import PostForm
from declarations.models import Kind, Statement, Status
from kpu_coi.access import ALLOWED

AGAIN = "INTEREST_LIST_AGAIN"


def list_page(user, tenures, on, typed=None):
    """The list in force, until when it should be renewed, and where one is kept."""
    regimes = {
        one.pk: regime_for(one.position.unit.lineage_codes(), on) for one in tenures
    }
    keeping = [one for one in tenures if keeps_lists(regimes[one.pk])]
    shown = regimes[(keeping or tenures)[0].pk]
    page = own(user, Kind.INTEREST_LIST)
    return page | {
        "verdict": ALLOWED if keeping else keeps_lists(shown),
        "regime": shown,
        "again_on": again_on(page["in_force"], on),
        "form": post_form(keeping, typed),
        "tenures": keeping,
    }


def pact_page(user, tenures, on, typed=None):
    """The pact in force; a new one is signed on taking up another post."""
    return own(user, Kind.INTEGRITY_PACT) | {
        "verdict": ALLOWED,
        "regime": regime_for(tenures[0].position.unit.lineage_codes(), on),
        "form": post_form(tenures, typed),
        "tenures": tenures,
    }


def own(user, kind):
    """One's draft of a kind and the one in force, in one query."""
    rows = Statement.objects.visible_to(user).of_kind(kind).with_paper()
    rows = rows.filter(status__in=[Status.DRAFT, Status.SIGNED])
    found = {row.status: row for row in rows}
    return {"draft": found.get(Status.DRAFT), "in_force": found.get(Status.SIGNED)}


def again_on(statement, on):
    """By which day a list is to be renewed, by the rule of the basis it rests on."""
    if statement is None:
        return None
    try:
        rule = rule_for(AGAIN, regime=statement.regime, on=on)
    except NoSuchDeadline:
        return None
    signed_on = timezone.localdate(
        statement.signed_at, ZoneInfo(statement.unit.timezone)
    )
    return signed_on + timedelta(days=rule.amount)


def post_form(tenures, typed):
    """Asked only where there is a choice."""
    if len(tenures) < 2:
        return None
    return PostForm(typed, tenures=tenures_among(tenures))


def tenures_among(tenures):
    rows = type(tenures[0]).objects.filter(pk__in=[one.pk for one in tenures])
    return rows.with_people().order_by("pk")
