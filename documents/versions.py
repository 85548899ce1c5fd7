"""Versions of a letter's wording: added, never changed."""

from datetime import date
from typing import Any

from django.db import IntegrityError, transaction

from audit import log
from documents.models import PaperTemplate
from personnel.models import User


def add_version(
    version: PaperTemplate, content: dict[str, Any], valid_from: date, *, by: User
) -> PaperTemplate:
    """
    The next version of the letter that `version` belongs to, valid from a day.

    Two administrators at once get one version each.
    """
    letter = {"code": version.code, "regime_code": version.regime_code}
    while True:
        newest = PaperTemplate.objects.filter(**letter).latest("version")
        try:
            with transaction.atomic():
                made = PaperTemplate.objects.create(
                    **letter,
                    version=newest.version + 1,
                    content=content,
                    valid_from=valid_from,
                    created_by=by,
                )
                log.record(
                    "wording.add",
                    stream=f"wording:{version.regime_code}:{version.code}",
                    by=by,
                    version=made.version,
                )
                return made
        except IntegrityError:
            continue
