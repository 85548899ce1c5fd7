"""
People come, move, leave and come back; and what is known of them is corrected.

Each move changes the roll from a day on, in one transaction with its events; what
follows in other apps is told by the name of a task.
"""

from collections.abc import Collection
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import IntegrityError, models, transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from audit import log
from deadlines.calendar import today_in
from kpu_coi.dates import ZONES, tanggal
from kpu_coi.queue import tell
from personnel import rules
from personnel.models import Acting, Grant, Position, Tenure, User
from personnel.people import has_nik, nik_key, set_nik
from personnel.workflow import grants, tenures
from personnel.workflow.tenures import ONE_DAY, Seat

NUMBER_TAKEN = (
    "Nomor ini sudah tercatat. Bila orangnya pindah atau kembali ke satker ini, pakai "
    "“Terima pegawai”."
)
MOVED = "Pindah ke satker lain."
NIK_TAKEN = "NIK ini sudah tercatat pada pegawai lain."


class NumberReason(models.TextChoices):
    """Why the number of a person changes; the word alone stands in the log."""

    MISTYPED = "MISTYPED", "Salah ketik"
    APPOINTED = "APPOINTED", "Diangkat menjadi CPNS, PNS, atau PPPK"
    REISSUED = "REISSUED", "NIP diganti oleh BKN"


@dataclass(frozen=True)
class Identity:
    """Who somebody is. The NIK is None where it is to stay as it is."""

    name: str
    id_kind: str
    employee_number: str
    employment: str
    rank: str = ""
    email: str = ""
    nik: str | None = None


def join(identity: Identity, seat: Seat, *, by: User) -> Tenure:
    """
    Put somebody new on the roll, in a post; pressing twice makes one person.

    He has no password until he is given a way in. Raises PermissionDenied for who may
    not, ValidationError by field for an unsound number, one that is taken, or a post
    that cannot be held then.
    """
    rules.may_manage_roll(by, seat.position.unit).require()
    if done := joined_already(identity, seat):
        return done
    person = User(**columns_of(identity))
    person.set_unusable_password()
    try:
        with transaction.atomic():
            check_identity(person, identity)
            person.save()
            rules.may_seat(by, person, seat.position).require()
            log.record("person.join", stream=f"user:{person.pk}", by=by)
            if identity.nik:
                set_nik(person, identity.nik)
                person.save(update_fields=["nik_sealed", "nik_key"])
            return tenures.begin(person, seat, by=by)
    except IntegrityError as problem:
        if done := joined_already(identity, seat):
            return done
        raise ValidationError({"employee_number": NUMBER_TAKEN}) from problem


def joined_already(identity: Identity, seat: Seat) -> Tenure | None:
    """The same person in the same post from the same day: the button pressed twice."""
    held = Tenure.objects.filter(
        user__employee_number=identity.employee_number,
        user__name=identity.name,
        position=seat.position,
        acting=seat.acting,
    )
    same = [one for one in held.with_people() if one.period.lower == seat.since]
    return same[0] if same else None


def check_identity(person: User, identity: Identity) -> None:
    """Raise ValidationError, by field, for what cannot be stored."""
    taken = User.objects.exclude(pk=person.pk)
    if taken.filter(employee_number=identity.employee_number).exists():
        raise ValidationError({"employee_number": NUMBER_TAKEN})
    if identity.nik and taken.filter(nik_key=nik_key(identity.nik)).exists():
        raise ValidationError({"nik": NIK_TAKEN})
    try:
        person.full_clean(exclude=["password"])
    except ValidationError as problem:
        raise at_their_fields(problem) from problem


def at_their_fields(problem: ValidationError) -> ValidationError:
    """What the constraints say of a person is about his number."""
    told = problem.message_dict
    number = told.pop(NON_FIELD_ERRORS, []) + told.pop("employee_number", [])
    return ValidationError(told | ({"employee_number": number} if number else {}))


def columns_of(identity: Identity) -> dict[str, Any]:
    names = [field.name for field in fields(Identity) if field.name != "nik"]
    return {name: getattr(identity, name) for name in names}


def move(tenure: Tenure, to: Position, *, on: date, basis: str, by: User) -> Tenure:
    """
    Let somebody leave a post for another: the old one ends the day before.

    Going to another unit also ends what he may do in the unit he leaves. Raises
    PermissionDenied for who may not, ValidationError by field.
    """
    with transaction.atomic():
        User.objects.select_for_update(no_key=True).get(pk=tenure.user_id)
        stored = tenures.locked(tenure)
        rules.may_move(by, stored, to).require()
        check_fetched(stored, to, on, by=by)
        if stored.position_id == to.pk:
            raise ValidationError({"position": "Pilih jabatan yang lain."})
        if on <= stored.period.lower:
            first = tanggal(stored.period.lower)
            words = f"Pindah hanya dapat setelah hari pertama jabatan lama, {first}."
            raise ValidationError({"since": words})
        ended = tenures.last_day_of(stored)
        if ended is None or on - ONE_DAY < ended:
            tenures.shorten(stored, on - ONE_DAY, by=by)
        if stored.position.unit_id != to.unit_id:
            given = Grant.objects.filter(unit=stored.position.unit_id)
            grants.end_all(stored.user, on - ONE_DAY, by, among=given, reason=MOVED)
        seat = Seat(to, on, last_day=leaving_day(stored.user, on), basis=basis)
        return tenures.begin(stored.user, seat, by=by)


def leaving_day(person: User, on: date) -> date | None:
    """The last day in a new post of somebody who is to leave later."""
    last = person.last_day
    return last if last and last >= on else None


def check_fetched(tenure: Tenure, to: Position, on: date, *, by: User) -> None:
    """Raise ValidationError where a unit takes from another what is not its own."""
    if refused := rules.may_fetch(by, tenure).refusal:
        raise ValidationError({"person": refused})
    late = on < today_in(to.unit.timezone)
    if late and not rules.may_manage_roll(by, tenure.position.unit):
        raise ValidationError({"since": rules.FETCHED_LATE})


def leave(person: User, *, last_day: date, by: User) -> User:
    """
    Let somebody leave after a day: all tenures and grants end with it.

    The account is shut when that day is over: at once if it is past, else by the work
    of the day. Raises PermissionDenied for who may not, ValidationError for a day
    before a post that has begun, or when he has left already.
    """
    with transaction.atomic():
        stored = User.objects.select_for_update(no_key=True).get(pk=person.pk)
        held = tenures.locked_all(ending_after(stored, last_day))
        grants.leave_verdict(stored, last_day, by=by).require()
        rules.may_dismiss(by, stored, tenures_to_ask(stored, held)).require()
        if stored.last_day and stored.last_day <= last_day:
            words = f"Sudah dicatat berhenti pada {tanggal(stored.last_day)}."
            raise ValidationError({"last_day": words})
        zone = zone_of(stored)
        for tenure in held:
            end_or_forget(tenure, last_day, by=by)
        grants.end_all(stored, last_day, by)
        stored.last_day = last_day
        stored.save(update_fields=["last_day"])
        log.record(
            "person.leave",
            stream=f"user:{stored.pk}",
            by=by,
            last_day=last_day.isoformat(),
        )
        if last_day < today_in(zone):
            shut(stored, by=by)
    return stored


def tenures_to_ask(person: User, held: list[Tenure]) -> Collection[Tenure]:
    """For whose units the right is needed: those that end, else the latest one."""
    latest = person.tenures.with_people().order_by("-period")[:1]
    return held or list(latest)


def ending_after(person: User, last_day: date) -> list[Tenure]:
    """The tenures that hold a day after that one."""
    after = DateRange(last_day + ONE_DAY, None)
    return list(person.tenures.filter(period__overlap=after))


def end_or_forget(tenure: Tenure, last_day: date, *, by: User) -> None:
    if tenure.period.lower <= last_day:
        tenures.shorten(tenure, last_day, by=by)
    elif tenure.period.lower > tenures.today_of(tenure):
        tenures.forget(tenure, by=by)
    else:
        first = tanggal(tenure.period.lower)
        words = f"Hari terakhir lebih awal dari mulainya {tenure.capacity()}, {first}."
        raise ValidationError({"last_day": words})


def return_to_roll(person: User, seat: Seat, *, by: User) -> Tenure:
    """
    Take somebody back who had left, or whose post is over; his account opens at once.

    Raises PermissionDenied for who may not, ValidationError while he holds a post.
    """
    with transaction.atomic():
        stored = User.objects.select_for_update(no_key=True).get(pk=person.pk)
        rules.may_seat(by, stored, seat.position).require()
        check_without_post(stored, seat.since)
        stored.last_day, stored.is_active = None, True
        stored.save(update_fields=["last_day", "is_active"])
        log.record("person.return", stream=f"user:{stored.pk}", by=by)
        return tenures.begin(stored, seat, by=by)


def check_without_post(person: User, since: date) -> None:
    """Whoever holds a post of his own then moves from it instead of coming back."""
    over = person.last_day
    own = person.tenures.filter(acting=Acting.PERMANENT).with_people()
    last = own.filter(period__overlap=DateRange(since, None)).order_by("-period")
    if (over is None or since > over) and (tenure := last.first()):
        over = tenures.last_day_of(tenure)
        if over is None or over >= tenures.today_of(tenure):
            words = f"Orang ini masih {tenure.capacity()}. Pindahkan dari jabatannya."
            raise ValidationError({"person": words})
    if over and since <= over:
        words = f"Hari pertama harus setelah {tanggal(over)}."
        raise ValidationError({"since": words})


def correct(person: User, identity: Identity, *, reason: str, by: User) -> User:
    """
    Correct what is known of a person; another number only with its reason.

    Raises PermissionDenied for who may not, ValidationError by field.
    """
    with transaction.atomic():
        stored = User.objects.select_for_update(no_key=True).get(pk=person.pk)
        held = tenures_to_ask(stored, [])
        rules.may_correct(by, stored, held).require()
        changed = [
            name
            for name, value in columns_of(identity).items()
            if getattr(stored, name) != value
        ]
        renumbered = {"employee_number", "id_kind"} & set(changed)
        if renumbered and reason not in NumberReason.values:
            raise ValidationError({"reason": "Pilih alasan nomornya berubah."})
        if renumbered and (refused := rules.may_renumber(by, stored).refusal):
            raise ValidationError({"employee_number": refused})
        for name in changed:
            setattr(stored, name, getattr(identity, name))
        check_identity(stored, identity)
        if identity.nik is not None and not has_nik(stored, identity.nik):
            set_nik(stored, identity.nik)
            changed.append("nik")
        if not changed:
            return stored
        stored.save()
        log.record(
            "person.correct",
            stream=f"user:{stored.pk}",
            by=by,
            fields=sorted(changed),
            reason=reason if renumbered else "",
        )
        tell("notifications.identity_corrected", user_id=stored.pk)
    return stored


def shut(stored: User, *, by: User | None) -> None:
    """Close a locked account and end every session of it."""
    if not stored.is_active:
        return
    stored.is_active = False
    stored.save(update_fields=["is_active"])
    log.record("person.shut", stream=f"user:{stored.pk}", by=by)
    tell("accounts.end_sessions", user_id=stored.pk)


def zone_of(person: User) -> str:
    """The zone of the unit in which somebody worked last."""
    latest = person.tenures.with_people().order_by("-period").first()
    return latest.position.unit.timezone if latest else ZONES["WIB"]
