"""The warning letter of somebody who let a campaign's last day pass (rule 22)."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import timezone

from deadlines.calendar import add_working_days
from deadlines.models import Regime
from deadlines.regimes import regime_for
from declarations.models import Obligation, Step, StepKind
from declarations.registers import next_numbers
from documents.heads import text_of, unit_on_paper
from documents.issuing import current_template, issue
from documents.models import Document, Kind, PaperTemplate
from kpu_coi.canonical import content_hash
from kpu_coi.dates import hari_tanggal, tanggal
from personnel.models import Unit
from personnel.titles import identity

SCHEMA = "kpu-coi/1"
REGISTER_CODE = "SPG"
ANSWER_WITHIN = 5


def letters_for(
    owed: Sequence[Obligation], unit: Unit, today: date
) -> dict[int, Document]:
    """
    A letter for each obligation, by its id, sealed when the transaction commits.

    They carry numbers of the unit's own register, in the order given. Everybody is in
    the same unit; fetch `tenure__user` and `tenure__position__unit` with them.
    """
    regime = regime_for(unit.lineage_codes(), today)
    template = current_template("warning", regime.code, today)
    numbers = next_numbers(unit, REGISTER_CODE, [today] * len(owed))
    reminded = reminders_of(owed)
    return {
        one.pk: issue_letter(
            number,
            unit=unit,
            template=template,
            content=content_of(one, regime, template, reminded.get(one.pk, []), today),
        )
        for one, number in zip(owed, numbers, strict=True)
    }


def reminders_of(owed: Sequence[Obligation]) -> dict[int, list[date]]:
    steps = Step.objects.filter(obligation__in=owed, kind=StepKind.REMINDER)
    found: dict[int, list[date]] = {}
    for pk, on in steps.order_by("on").values_list("obligation", "on"):
        found.setdefault(pk, []).append(on)
    return found


def issue_letter(
    number: str, *, unit: Unit, template: PaperTemplate, content: dict[str, Any]
) -> Document:
    """Sealed by the system alone: nobody signs it."""
    zone = ZoneInfo(unit.timezone)
    now = timezone.now().astimezone(zone)
    record = {
        "content_sha256": content_hash(content),
        "number": number,
        "signed_at": now.isoformat(timespec="seconds"),
        "place_date": f"{unit.place()}, {tanggal(now.date())}",
        "zone": unit.tz_abbr,
        "evidence": None,
    }
    return issue(
        template=template,
        kind=Kind.WARNING,
        number=number,
        unit=unit,
        content=content,
        record=record,
        log={},
        confidential=True,
        public={},
        signed_at=now,
    )


def content_of(
    owed: Obligation,
    regime: Regime,
    template: PaperTemplate,
    reminded: Sequence[date],
    today: date,
) -> dict[str, Any]:
    """What the letter says: what was asked, how often it was recalled, until when."""
    wording, campaign, unit = template.content, owed.campaign, owed.unit
    if campaign is None:
        raise ValueError("Only a campaign sets a last day.")
    until = add_working_days(today, ANSWER_WITHIN, unit.code)
    facts = [
        ("Kampanye", campaign.name),
        ("Diminta", campaign.get_asks_display()),
        ("Tenggat", hari_tanggal(owed.due_on)),
        ("Diingatkan", "; ".join(tanggal(day) for day in reminded)),
        ("Paling lambat", hari_tanggal(until)),
    ]
    return {
        "schema": SCHEMA,
        "kind": Kind.WARNING,
        "regime": {"code": regime.code, "name": regime.name},
        "template": {"code": template.code, "version": template.version},
        "title": wording["title"],
        "kind_name": wording["kind_name"],
        "unit": unit_on_paper(unit),
        "declarant": identity(owed.tenure),
        "text": text_of(wording),
        "warning": {
            "place_date": f"{unit.place()}, {tanggal(today)}",
            "facts": [{"label": label, "value": value} for label, value in facts],
        },
        "copies": ["Atasan langsung, bila sampai tanggal tersebut belum dipenuhi"],
    }
