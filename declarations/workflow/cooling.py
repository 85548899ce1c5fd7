"""
The waiting period of those who leave their last post (PermenPANRB 17/2024).

The machine begins and ends it, by what somebody holds today; safe to run twice. How
long it lasts is a rule of deadlines; under a basis without that rule there is none.
"""

from collections.abc import Collection, Iterable
from datetime import date, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import timezone

from audit import log
from deadlines.calendar import today_in
from deadlines.clocks import NoSuchDeadline, rule_for
from deadlines.models import DeadlineRule, Regime
from deadlines.regimes import NoRegime, regime_for
from declarations.models import CoolingOff
from declarations.notices import cooling as notices
from declarations.registers import next_number
from documents.heads import text_of, unit_on_paper
from documents.issuing import current_template, issue, set_standing
from documents.models import Document, Kind, PaperTemplate, Standing
from kpu_coi.canonical import content_hash
from kpu_coi.dates import ZONES, hari_tanggal, tanggal
from personnel.models import Tenure, User
from personnel.titles import capacity, identity

RULE = "COOLING_OFF"
REGISTER_CODE = "PMT"
LATELY = timedelta(days=60)
SEALED_BY = "Disegel oleh sistem"


def follow(people: Collection[int]) -> None:
    """Begin and end waiting periods by what some people hold today."""
    with transaction.atomic():
        locked = User.objects.select_for_update(no_key=True).filter(pk__in=people)
        users = {user.pk: user for user in locked.order_by("pk")}
        tenures = tenures_by_person(users)
        running = {
            one.person_id: one
            for one in CoolingOff.objects.running().filter(person__in=users)
        }
        for pk in users:
            follow_one(tenures.get(pk, []), running.get(pk))


def sweep() -> None:
    """Whoever left lately, also where the end had been entered long before."""
    days = {today_in(name) for name in ZONES.values()}
    ended = Tenure.objects.filter(
        period__endswith__gt=min(days) - LATELY, period__endswith__lte=max(days)
    )
    people = ended.order_by().values_list("user", flat=True).distinct()
    known = CoolingOff.objects.running().values("person")
    follow(list(people.exclude(user__in=known)))


def tenures_by_person(users: Collection[int]) -> dict[int, list[Tenure]]:
    rows = Tenure.objects.filter(user__in=users).with_people()
    found: dict[int, list[Tenure]] = {}
    for tenure in rows.select_related("position__unit").order_by("pk"):
        found.setdefault(tenure.user_id, []).append(tenure)
    return found


def follow_one(tenures: Iterable[Tenure], running: CoolingOff | None) -> None:
    """What somebody holds decides: a post ends the waiting, the last end begins it."""
    held = [one for one in tenures if today_in(zone_of(one)) in one.period]
    if held and running:
        end(running, held[0])
    elif not held and not running and (last := last_of(tenures)):
        begin(last)


def last_of(tenures: Iterable[Tenure]) -> Tenure | None:
    """The post that was left last; None while one is to come, or none was left."""
    known = list(tenures)
    if any(one.period.lower > today_in(zone_of(one)) for one in known):
        return None
    ended = [one for one in known if one.period.upper]
    return max(ended, key=lambda one: (one.period.upper, one.pk), default=None)


def zone_of(tenure: Tenure) -> str:
    return tenure.position.unit.timezone


def begin(tenure: Tenure) -> CoolingOff | None:
    """Note the waiting period, unless none is asked for or it is over already."""
    found = rule_of(tenure, tenure.period.upper)
    if found is None:
        return None
    regime, rule = found
    unit, left_on = tenure.position.unit, tenure.period.upper
    ends_on = left_on + timedelta(days=rule.amount - 1)
    if ends_on < today_in(unit.timezone):
        return None
    noted_at = timezone.now()
    number = next_number(unit, REGISTER_CODE, today_in(unit.timezone))
    made = CoolingOff(
        person=tenure.user,
        tenure=tenure,
        unit=unit,
        regime=regime,
        capacity=capacity(tenure),
        starts_on=left_on,
        ends_on=ends_on,
        amount=rule.amount,
        amount_unit=rule.unit,
        rule_code=rule.code,
        legal_basis=rule.legal_basis,
        noted_at=noted_at,
        number=number,
    )
    made.document = notice_of(made)
    made.save()
    log.record(
        "cooling_off.begin",
        stream=f"cooling:{made.pk}",
        by=None,
        tenure=tenure.pk,
        unit=unit.code,
        ends_on=ends_on.isoformat(),
    )
    notices.tell_begun(made)
    return made


def rule_of(tenure: Tenure, on: date) -> tuple[Regime, DeadlineRule] | None:
    """By which rule somebody waits who left that post on that day."""
    try:
        regime = regime_for(tenure.position.unit.lineage_codes(), on)
        return regime, rule_for(RULE, regime=regime, on=on)
    except (NoRegime, NoSuchDeadline):
        return None


def end(running: CoolingOff, tenure: Tenure) -> None:
    """Whoever holds a post again waits no longer; his notice loses its force."""
    running.ended_at = timezone.now()
    running.ended_by_tenure = tenure
    running.save(update_fields=["ended_at", "ended_by_tenure"])
    set_standing(running.document, Standing.WITHDRAWN, by=None)
    log.record(
        "cooling_off.end",
        stream=f"cooling:{running.pk}",
        by=None,
        tenure=tenure.pk,
    )


def notice_of(made: CoolingOff) -> Document:
    """The notice, sealed by the machine like the anchor: nobody signs it."""
    unit = made.unit
    template = current_template("cooling_off", made.regime.code, made.starts_on)
    content = content_of(made, template)
    at = made.noted_at.astimezone(ZoneInfo(unit.timezone))
    record = {
        "content_sha256": content_hash(content),
        "number": made.number,
        "signed_at": at.isoformat(timespec="seconds"),
        "place_date": f"{unit.place()}, {tanggal(at.date())}",
        "zone": unit.tz_abbr,
        "evidence": None,
    }
    return issue(
        template=template,
        kind=Kind.COOLING_OFF,
        number=made.number,
        unit=unit,
        content=content,
        record=record,
        log={},
        confidential=False,
        public={"signer": SEALED_BY},
        signed_at=made.noted_at,
    )


def content_of(made: CoolingOff, template: PaperTemplate) -> dict[str, Any]:
    """Name, post and days; nothing of what he ever declared."""
    wording, person = template.content, identity(made.tenure)
    days = f"{hari_tanggal(made.starts_on)} sampai dengan {hari_tanggal(made.ends_on)}"
    facts = (
        ("Nama", person["name"]),
        (person["id_label"], person["id_number"]),
        ("Jabatan terakhir", made.capacity),
        ("Satuan kerja", made.unit.name),
        ("Masa tunggu", days),
        ("Lamanya", f"{made.amount} hari"),
        ("Dasar", made.legal_basis),
    )
    return {
        "schema": "kpu-coi/1",
        "kind": "COOLING_OFF",
        "regime": {"code": made.regime.code, "name": made.regime.name},
        "template": {"code": template.code, "version": template.version},
        "title": wording["title"],
        "kind_name": wording["kind_name"],
        "unit": unit_on_paper(made.unit),
        "text": text_of(wording),
        "copies": [],
        "cooling": {
            "to": person["name"],
            "facts": [{"label": label, "value": value} for label, value in facts],
        },
    }
