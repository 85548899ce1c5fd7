"""The published versions: each process reads them once, as other constants."""

import datetime

from deadlines.memory import Remembered
from deadlines.models import Regime
from declarations.models import Questionnaire


@Remembered
def published() -> list[Questionnaire]:
    """Every published version, the latest first; they are few and never change."""
    found = Questionnaire.objects.published().select_related("regime")
    return list(found.order_by("-valid_from", "-version"))


def current(regime: Regime, on: datetime.date) -> Questionnaire | None:
    """What is asked under a regime that day; None where nothing was published."""
    for version in published():
        since = version.valid_from
        if version.regime_id == regime.pk and since and since <= on:
            return version
    return None


def by_id(pk: str) -> Questionnaire | None:
    """A version that somebody has answered, read afresh if it is newer than known."""
    if pk and not any(str(one.pk) == pk for one in published()):
        published.forget()
    return next((one for one in published() if str(one.pk) == pk), None)
