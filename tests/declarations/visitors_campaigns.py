"""The rows of campaigns in the table of visitors."""

from datetime import timedelta

from django.utils import timezone

from declarations.models import Step, StepKind
from declarations.workflow import campaigns, ladder
from tests.rows import only, posting

DAY = timedelta(days=1)


def build(world):
    """
    A campaign of the unit whose last day was yesterday, by its operator.

    The declarant has a warning letter and was reported to his superior; the Ketua
    was reminded yesterday.
    """
    office, operator = world.office, world.people["operator"]
    today = timezone.localdate()
    world.campaign = campaigns.open_campaign(
        "Pernyataan tahunan",
        unit=office.unit,
        starts_on=today - 9 * DAY,
        due_on=today - 2 * DAY,
        by=operator,
    )
    owed = world.campaign.obligations
    ladder.remind_some(list(owed.values_list("pk", flat=True)), by=operator)
    mine = owed.get(user=office.staff.user)
    Step.objects.filter(obligation=mine).update(on=today - DAY)
    ladder.warn_unit(world.campaign, office.unit, by=operator)
    world.warning = Step.objects.get(kind=StepKind.WARNING)
    ladder.report_some([mine.pk])
    world.owed = owed.get(user=office.chair.user)


def campaign(world):
    return {"public_id": world.campaign.public_id}


def unit(world):
    return campaign(world) | {"code": world.office.unit.code}


def person(world):
    return campaign(world) | {"pk": world.owed.pk}


def letter(world):
    return {"public_id": world.warning.public_id}


RUNS = {"operator": 200, "organisation_admin": 200}
READS = {"auditor": 200, "chief_inspector": 200}
LISTS = RUNS | READS | {"other_auditor": 200}
REFUSED = {"auditor": 403, "chief_inspector": 403}
DOES = {"operator": 302, "organisation_admin": 302}

ROUTES = {
    "declarations:campaigns": only(**LISTS),
    "declarations:new_campaign": only(**RUNS, **REFUSED, other_auditor=403),
    "declarations:campaign": only(campaign, **RUNS, **READS),
    "declarations:change_campaign": only(campaign, **RUNS, **REFUSED),
    "declarations:end_campaign": only(campaign, **RUNS, **REFUSED),
    "declarations:reported_people": only(campaign, superior=200),
    "declarations:campaign_unit": only(unit, **RUNS, **READS),
    "declarations:remind_unit": posting(only(unit, **DOES, **REFUSED)),
    "declarations:remind_one": posting(only(person, **DOES, **REFUSED)),
    "declarations:warn_unit": only(unit, **RUNS, **REFUSED),
    "declarations:warning_letter": only(letter, declarant=200, **RUNS, **READS),
    "declarations:warning_letter_pdf": only(
        letter,
        declarant=302,
        **DOES,
        **{
            "auditor": 302,
            "chief_inspector": 302,
        },
    ),
}
