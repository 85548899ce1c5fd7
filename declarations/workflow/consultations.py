"""
The life of a private question: asked, taken up, answered, perhaps handed over, closed.

Its asker and its adviser alone read it; nothing here touches a case or a register.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from audit import log
from declarations.advisers import DeskChoice, advisers_at
from declarations.models import Consultation, ConsultationMessage, ConsultationReading
from declarations.notices import consultations as notices
from declarations.rules import consultations as rules
from kpu_coi import vault
from kpu_coi.access import Verdict
from personnel.models import User

SAME_VISIT = timedelta(minutes=1)
Rule = Callable[[User, Consultation], Verdict]


def ask(
    *,
    by: User,
    to: DeskChoice,
    subject: str,
    text: str,
    meant_for: User | None = None,
) -> Consultation:
    """Ask a desk, or one person at it; subject and text go into the vault."""
    asked = Consultation(
        asker=by,
        desk=to.desk,
        unit=to.unit,
        region=to.region,
        meant_for=meant_for,
        asked_at=timezone.now(),
    )
    asked.subject_sealed = vault.seal_json(subject, context=asked.context)
    with transaction.atomic():
        asked.save()
        add_message(asked, by, text)
        notices.tell_waiting(asked)
        record(asked, "ask", by, desk=asked.desk)
    return asked


def take(consultation: Consultation, *, by: User) -> Consultation:
    """The first adviser who takes it up owns it, and reads it from then on."""
    with changing(consultation, rules.may_take, "take", by) as stored:
        stored.adviser, stored.taken_at = by, timezone.now()
        notices.tell_taken(stored)
    return stored


def write(consultation: Consultation, *, by: User, text: str) -> ConsultationMessage:
    with changing(consultation, rules.may_write, "write", by) as stored:
        message = add_message(stored, by, text)
        notices.tell_written(stored, by)
    return message


def offer(consultation: Consultation, *, by: User, to: User) -> Consultation:
    """The adviser proposes another of the same desk; the asker must agree."""
    with changing(consultation, rules.may_offer, "offer", by, to=to.pk) as stored:
        others = {person.pk for person in advisers_at(stored)} - {by.pk}
        if to.pk not in others:
            raise PermissionDenied("Orang ini bukan penasihat di meja yang sama.")
        stored.offered_to, stored.offered_at = to, timezone.now()
        notices.tell_offered(stored)
    return stored


def agree(consultation: Consultation, *, by: User) -> Consultation:
    """The asker accepts the new adviser; the former reads it no more."""
    with changing(consultation, rules.may_settle_offer, "hand_over", by) as stored:
        if stored.offered_to_id not in {one.pk for one in advisers_at(stored)}:
            raise PermissionDenied("Orang ini tidak lagi penasihat di meja itu.")
        former, stored.adviser = stored.adviser, stored.offered_to
        stored.taken_at = timezone.now()
        withdraw_offer(stored)
        notices.tell_handed_over(stored, former)
    return stored


def decline(consultation: Consultation, *, by: User) -> Consultation:
    with changing(consultation, rules.may_settle_offer, "keep", by) as stored:
        withdraw_offer(stored)
        notices.tell_kept(stored)
    return stored


def release(consultation: Consultation, *, by: User) -> Consultation:
    """The asker gives it back to the desk: another adviser may take it up."""
    with changing(consultation, rules.may_release, "release", by) as stored:
        former, stored.adviser, stored.taken_at = stored.adviser, None, None
        stored.meant_for = None
        withdraw_offer(stored)
        subject = f"Penanya meminta penasihat lain untuk {stored}"
        notices.tell_left(stored, former, subject)
        notices.tell_waiting(stored)
    return stored


def close(consultation: Consultation, *, by: User) -> Consultation:
    with changing(consultation, rules.may_end, "close", by) as stored:
        stored.closed_at = timezone.now()
        withdraw_offer(stored)
        subject = f"Konsultasi {stored} diselesaikan penanya"
        notices.tell_left(stored, stored.adviser, subject)
    return stored


def note_reading(consultation: Consultation, *, by: User) -> None:
    """Record that its adviser reads it; again within a minute is the same visit."""
    if by.pk == consultation.asker_id:
        return
    now = timezone.now()
    mine = consultation.readings.filter(reader=by).first()
    if mine and mine.last_at > now - SAME_VISIT:
        return
    with transaction.atomic():
        ConsultationReading.objects.update_or_create(
            consultation=consultation,
            reader=by,
            defaults={"last_at": now},
            create_defaults={"first_at": now, "last_at": now},
        )
        record(consultation, "read", by)


@contextmanager
def changing(
    consultation: Consultation, rule: Rule, action: str, by: User, **details: Any
) -> Iterator[Consultation]:
    """Lock the question, check the rule on what is stored, then save and log."""
    with transaction.atomic():
        rows = Consultation.objects.with_people()
        stored = rows.select_for_update(of=("self",), no_key=True).get(
            pk=consultation.pk
        )
        rule(by, stored).require()
        yield stored
        stored.save()
        record(stored, action, by, **details)


def withdraw_offer(stored: Consultation) -> None:
    stored.offered_to, stored.offered_at = None, None


def add_message(
    consultation: Consultation, author: User, text: str
) -> ConsultationMessage:
    message = ConsultationMessage(
        consultation=consultation, author=author, written_at=timezone.now()
    )
    message.text_sealed = vault.seal_json(text, context=message.context)
    message.save()
    return message


def record(consultation: Consultation, action: str, by: User, **details: Any) -> None:
    stream = f"consultation:{consultation.pk}"
    log.record(f"consultation.{action}", stream=stream, by=by, **details)
