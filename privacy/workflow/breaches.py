"""
The life of a breach, from a suspicion to the letters (UU 27/2022 Pasal 46).

`Breach.status` is written in this module and nowhere else. The clock starts when the
breach was discovered, not when it was reported, and runs 3 x 24 hours until both those
concerned and the authority have been told.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import timezone

from audit import log
from audit.models import Event
from deadlines.hours import clock_for
from documents.issuing import issue
from documents.models import Document, Kind, SigningEvidence
from documents.records import log_of, record_of
from documents.signing import Proof, evidence_from
from kpu_coi import vault
from kpu_coi.access import ALLOWED, Verdict
from kpu_coi.canonical import content_hash as hash_of
from personnel.models import Unit, User
from personnel.today import posts_today
from privacy import notices, registers, rules
from privacy.letter import CAPACITY, Letters, letters_of
from privacy.models import (
    Breach,
    BreachLetter,
    BreachStatus,
    Channel,
    Delivery,
    Recipient,
)

CLOCK = "DATA_BREACH"
OPEN, ASSESSED = BreachStatus.OPEN, BreachStatus.ASSESSED
NOTIFIED, CLOSED = BreachStatus.NOTIFIED, BreachStatus.CLOSED


class LettersChanged(Exception):
    """What would be signed now is not what was shown."""


class Move(NamedTuple):
    name: str
    label: str
    sources: frozenset[BreachStatus]
    target: BreachStatus
    rule: Callable[[User, Breach], Verdict]
    fits: Callable[[Breach], Verdict] = lambda breach: ALLOWED

    def verdict(self, user: User, breach: Breach) -> Verdict:
        if refused := self.rule(user, breach).refusal:
            return Verdict(refused)
        if breach.status not in self.sources:
            words = BreachStatus(breach.status).label
            return Verdict(f"Tidak dapat dilakukan: status insiden ini “{words}”.")
        return self.fits(breach)


@dataclass
class Told:
    """What the body of a move adds to its event, and then the event itself."""

    details: dict[str, Any] = field(default_factory=dict)
    event: Event = field(init=False)


def everybody_was_told(breach: Breach) -> Verdict:
    if not breach.authority_told_at:
        return Verdict("Catat dahulu penyampaian surat kepada lembaga.")
    if not breach.subjects_told_at:
        return Verdict("Catat dahulu penyampaian surat kepada subjek data pribadi.")
    return ALLOWED


ASSESS = Move(
    "assess",
    "Nilai insiden",
    frozenset({OPEN, ASSESSED}),
    ASSESSED,
    rules.may_work_on,
)
DISMISS = Move(
    "dismiss",
    "Nyatakan bukan kegagalan",
    frozenset({OPEN, ASSESSED}),
    BreachStatus.NO_BREACH,
    rules.may_work_on,
)
NOTIFY = Move(
    "notify",
    "Tanda tangani pemberitahuan",
    frozenset({ASSESSED}),
    NOTIFIED,
    rules.may_work_on,
)
DELIVER = Move(
    "deliver",
    "Catat penyampaian",
    frozenset({NOTIFIED}),
    NOTIFIED,
    rules.may_work_on,
)
CLOSE = Move(
    "close",
    "Nyatakan selesai",
    frozenset({NOTIFIED}),
    CLOSED,
    rules.may_work_on,
    everybody_was_told,
)
MOVES = (ASSESS, DISMISS, NOTIFY, DELIVER, CLOSE)


def verdicts(user: User, breach: Breach) -> dict[str, Verdict]:
    """What the user may do with the breach now, by the name of the move."""
    return {move.name: move.verdict(user, breach) for move in MOVES}


def report(
    *, by: User, kind: str, title: str, story: str, discovered_at: datetime
) -> Breach:
    """Anybody who signs in can report a suspicion; its discovery starts the clock."""
    now = timezone.now()
    unit = unit_of(by)
    clock = clock_for(CLOCK, start=discovered_at, zone_abbr=unit.tz_abbr)
    breach = Breach(
        kind=kind,
        unit=unit,
        discovered_at=discovered_at,
        reported_at=now,
        reported_by=by,
        due_at=clock.at,
        due_amount=clock.amount,
        due_rule=clock.rule_code,
        legal_basis=clock.legal_basis,
        zone_abbr=clock.zone_abbr,
    )
    words = {"title": title, "story": story}
    breach.report_sealed = vault.seal_json(words, context=breach.context("report"))
    with transaction.atomic():
        day = now.astimezone(ZoneInfo(unit.timezone)).date()
        breach.number = registers.next_number(unit, registers.BREACH, day)
        breach.save()
        breach.units.add(unit)
        notices.tell_reported(breach)
        log.record(
            "breach.report",
            stream=stream_of(breach),
            by=by,
            kind=kind,
            number=breach.number,
            due_at=clock.at.isoformat(),
        )
    return breach


def unit_of(user: User) -> Unit:
    """Where somebody works; without a post, KPU RI."""
    posts = posts_today(user)
    return posts[0].position.unit if posts else Unit.objects.get(parent=None)


def assess(
    breach: Breach,
    *,
    by: User,
    findings: dict[str, Any],
    categories: list[str],
    people_count: int,
    units: list[Unit],
    public_text: str = "",
) -> Breach:
    """
    What was exposed, when and how, what is being done; may be written again.

    `findings` holds exposed, course, measures and the ids of the people concerned.
    """
    with making(ASSESS, breach, by=by, people=people_count) as stored:
        seal_findings(stored, findings, by)
        stored.categories = categories
        stored.people_count = people_count
        stored.to_public = bool(public_text)
        stored.public_text = public_text
        stored.units.set(units or [stored.unit])
    return stored


def dismiss(breach: Breach, *, by: User, reason: str) -> Breach:
    """It was none; the reason stays in the register."""
    with making(DISMISS, breach, by=by) as stored:
        seal_findings(stored, {**stored.findings, "reason": reason}, by)
        stored.to_public, stored.public_text = False, ""
        stored.ended_at = timezone.now()
        notices.tell_judged(stored)
    return stored


def notify(
    breach: Breach,
    *,
    by: User,
    proof: Proof,
    content_hash: str,
    consent: str,
    drawing: dict[str, Any] | None = None,
) -> Breach:
    """
    Sign both letters: evidence, numbers, papers, and news to the staff concerned.

    `drawing` is that of `documents.signing.evidence_from`.

    Raises PermissionDenied, ProofRefused, and LettersChanged when the text is no longer
    the one that was shown.
    """
    told = Told()
    with transaction.atomic():
        with making(NOTIFY, breach, by=by, told=told) as stored:
            letters = letters_of(stored, by)
            if letters.content_hash != content_hash:
                raise LettersChanged
            signed = {
                to: sign_one(letters, to, by, proof, consent, drawing)
                for to in letters.contents
            }
            stored.notified_at = timezone.now()
            told.details["papers"] = {
                to: {
                    "number": record["number"],
                    "content_sha256": evidence.content_hash,
                }
                for to, (evidence, record) in signed.items()
            }
            if stored.findings.get("people"):
                stored.subjects_told_at = stored.notified_at
        for to, (evidence, record) in signed.items():
            document = issue_one(letters, to, evidence, record, told.event)
            letter = BreachLetter.objects.create(
                breach=stored, recipient=to, document=document, evidence=evidence
            )
            if to == Recipient.SUBJECTS:
                tell_staff(stored, letter, by)
        notices.tell_judged(stored)
    return stored


def sign_one(
    letters: Letters,
    to: str,
    by: User,
    proof: Proof,
    consent: str,
    drawing: dict[str, Any] | None,
) -> tuple[SigningEvidence, dict[str, Any]]:
    """The evidence of one letter, and the record that its paper carries."""
    content, unit = letters.contents[to], letters.unit
    evidence = evidence_from(
        proof,
        user=by,
        consent=consent,
        content_hash=hash_of(content),
        capacity=CAPACITY,
        drawing=drawing,
    )
    day = evidence.signed_at.astimezone(ZoneInfo(unit.timezone)).date()
    record = record_of(
        evidence=evidence,
        signer=content["signer"],
        unit=unit,
        number=registers.next_number(unit, registers.LETTER, day),
        signed_at=evidence.signed_at,
    )
    return evidence, record


def issue_one(
    letters: Letters,
    to: str,
    evidence: SigningEvidence,
    record: dict[str, Any],
    event: Event,
) -> Document:
    return issue(
        template=letters.template,
        kind=Kind.BREACH_NOTICE,
        number=record["number"],
        unit=letters.unit,
        content=letters.contents[to],
        record=record,
        log=log_of(event),
        confidential=True,
        public={},
        signed_at=evidence.signed_at,
    )


def tell_staff(breach: Breach, letter: BreachLetter, by: User) -> None:
    """The people of the office who are concerned hear of it in their inbox."""
    now = timezone.now()
    for person in User.objects.filter(pk__in=breach.findings.get("people", [])):
        delivery = Delivery.objects.create(
            letter=letter,
            recipient=Recipient.SUBJECTS,
            user=person,
            channel=Channel.EMAIL if person.email else Channel.INBOX,
            delivered_at=now,
            recorded_by=by,
            recorded_at=now,
        )
        notices.tell_concerned(delivery)


def deliver(
    breach: Breach,
    *,
    by: User,
    recipient: str,
    channel: str,
    delivered_at: datetime,
    note: str = "",
) -> Delivery:
    """A letter was handed over outside this service; the first one stops the clock."""
    with making(DELIVER, breach, by=by, recipient=recipient, channel=channel) as stored:
        delivery = Delivery(
            letter=stored.letters.get(recipient=recipient),
            recipient=recipient,
            channel=channel,
            delivered_at=delivered_at,
            recorded_by=by,
            recorded_at=timezone.now(),
        )
        if note:
            sealed = vault.seal_json(note, context=delivery.note_context)
            delivery.note_sealed = sealed
        delivery.save()
        told = "subjects_told_at" if recipient == "SUBJECTS" else "authority_told_at"
        setattr(stored, told, getattr(stored, told) or delivered_at)
    return delivery


def close(breach: Breach, *, by: User) -> Breach:
    with making(CLOSE, breach, by=by) as stored:
        stored.ended_at = timezone.now()
        notices.tell_judged(stored)
    return stored


def seal_findings(breach: Breach, findings: dict[str, Any], by: User) -> None:
    context = breach.context("findings")
    breach.findings_sealed = vault.seal_json(findings, context=context)
    breach.assessed_at = timezone.now()
    breach.assessed_by = by


def stream_of(breach: Breach) -> str:
    return f"breach:{breach.pk}"


@contextmanager
def making(
    move: Move, breach: Breach, *, by: User, told: Told | None = None, **details: Any
) -> Iterator[Breach]:
    """Lock the row, check the move on it, then save and log it."""
    told = told or Told()
    with transaction.atomic():
        rows = Breach.objects.select_for_update(of=("self",), no_key=True)
        stored = rows.with_people().get(pk=breach.pk)
        move.verdict(by, stored).require()
        before, stored.status = stored.status, move.target
        yield stored
        stored.save()
        told.event = log.record(
            f"breach.{move.name}",
            stream=stream_of(stored),
            by=by,
            before=before,
            after=stored.status,
            **details,
            **told.details,
        )
