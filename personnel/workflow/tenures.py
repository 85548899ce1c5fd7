"""
How somebody comes to hold a post, and how that ends: effective-dated, never undone.

Days are whole: a tenure has a first day and, perhaps, a last one, both included. What
has begun is ended, never deleted; what has not begun yet can be taken back.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from audit import log
from deadlines.calendar import today_in
from kpu_coi.dates import tanggal
from kpu_coi.queue import tell
from personnel import rules
from personnel.models import Acting, Position, Tenure, User

ONE_DAY = timedelta(days=1)
TAKEN_BACK = "Masa jabatan ini sudah dibatalkan."
INACTIVE = "Orang ini sudah tidak bekerja di sini. Catat dahulu bahwa ia kembali."
OVERLAPS = "Pada masa itu jabatan ini baru saja diisi orang lain. Muat ulang halaman."


@dataclass(frozen=True)
class Seat:
    """A post from a day on, perhaps to a last day, in a capacity, on some basis."""

    position: Position
    since: date
    last_day: date | None = None
    acting: str = Acting.PERMANENT
    basis: str = ""


def last_day_of(tenure: Tenure) -> date | None:
    """The last day on which the post is held; None while no end is known."""
    return tenure.period.upper - ONE_DAY if tenure.period.upper else None


def today_of(tenure: Tenure) -> date:
    return today_in(tenure.position.unit.timezone)


def appoint(person: User, seat: Seat, *, by: User) -> Tenure:
    """
    Let somebody who works here hold a post as well: permanently, as Plt. or as Plh.

    Raises PermissionDenied for who may not, ValidationError, by the field at fault,
    for an overlap, an abolished post, or a period without days.
    """
    with transaction.atomic():
        rules.may_seat(by, person, seat.position).require()
        return begin(person, seat, by=by)


def plan_absence(
    absent: Tenure,
    stand_in: User,
    *,
    since: date,
    last_day: date,
    basis: str,
    by: User,
) -> Tenure:
    """
    The holder of a post says who is Plh. while he is away.

    Raises PermissionDenied and ValidationError as `appoint` does.
    """
    with transaction.atomic():
        rules.may_plan_absence(by, absent).require()
        if stand_in.pk == by.pk:
            raise ValidationError({"person": "Pilih orang lain sebagai Plh."})
        if since < today_of(absent):
            raise ValidationError({"since": "Hari pertama sudah lewat."})
        seat = Seat(absent.position, since, last_day, Acting.DAILY, basis)
        return begin(stand_in, seat, by=by)


def begin(person: User, seat: Seat, *, by: User) -> Tenure:
    """The one way in which a tenure begins; who may is for the caller to ask."""
    since, last_day = seat.since, seat.last_day
    person, post = locked_pair(person, seat.position)
    check_days(seat.acting, since, last_day)
    check_post(post, since, last_day)
    tenure = Tenure(
        user=person,
        position=post,
        acting=seat.acting,
        period=DateRange(since, last_day + ONE_DAY if last_day else None),
        basis=seat.basis,
    )
    check_person(person, since, last_day)
    check_overlaps(tenure)
    try:
        with transaction.atomic():
            tenure.save()
    except IntegrityError as problem:
        raise ValidationError({"position": OVERLAPS}) from problem
    record("begin", tenure, by=by)
    tell_changed(tenure)
    return tenure


def end_early(tenure: Tenure, *, last_day: date, by: User) -> Tenure:
    """
    Let a tenure end sooner than it would; its last day may be past.

    Raises PermissionDenied for who may not or when it was taken back, ValidationError
    for a day before it began, or when it ends by then already.
    """
    with transaction.atomic():
        stored = locked_after_person(tenure)
        rules.may_end(by, stored).require()
        shorten(stored, last_day, by=by)
    return stored


def shorten(stored: Tenure, last_day: date, *, by: User) -> None:
    """Set the last day of a locked tenure, log it and tell."""
    known = last_day_of(stored)
    if known and last_day >= known:
        words = f"Masa jabatan ini sudah berakhir pada {tanggal(known)}."
        if known >= today_of(stored):
            words = f"Masa jabatan ini memang berakhir pada {tanggal(known)}."
        raise ValidationError({"last_day": words})
    if last_day < stored.period.lower:
        first = tanggal(stored.period.lower)
        words = f"Hari terakhir tidak boleh sebelum hari pertama, {first}."
        raise ValidationError({"last_day": words})
    stored.period = DateRange(stored.period.lower, last_day + ONE_DAY)
    stored.save(update_fields=["period"])
    record("end", stored, by=by)
    tell_changed(stored)


def take_back(tenure: Tenure, *, by: User) -> None:
    """
    Take back a tenure that has not begun yet, as if it had never been planned.

    Raises PermissionDenied for who may not, or when it has begun.
    """
    with transaction.atomic():
        stored = locked_after_person(tenure)
        rules.may_end(by, stored).require()
        if stored.period.lower <= today_of(stored):
            raise PermissionDenied("Masa jabatan ini sudah berjalan. Akhiri saja.")
        forget(stored, by=by)


def forget(stored: Tenure, *, by: User) -> None:
    """Delete a locked tenure that never began, log it and tell the person."""
    record("take_back", stored, by=by)
    tell(
        "notifications.tenure_taken_back",
        tenure_id=stored.pk,
        user_id=stored.user_id,
        position_id=stored.position_id,
    )
    tell("declarations.tenure_taken_back", user_id=stored.user_id)
    stored.delete()


def check_days(acting: str, since: date, last_day: date | None) -> None:
    if acting == Acting.DAILY and last_day is None:
        words = "Isi hari terakhir: penunjukan Plh. selalu berbatas waktu."
        raise ValidationError({"last_day": words})
    if last_day and last_day < since:
        words = "Hari terakhir tidak boleh sebelum hari pertama."
        raise ValidationError({"last_day": words})


def check_person(person: User, since: date, last_day: date | None) -> None:
    """Only somebody who works here holds a post, and not beyond his last day."""
    if not person.is_active:
        raise ValidationError({"person": INACTIVE})
    leaves = person.last_day
    if leaves and (last_day is None or last_day > leaves):
        words = f"Orang ini tercatat berhenti pada {tanggal(leaves)}."
        if since > leaves:
            raise ValidationError({"since": words})
        words += " Isi hari terakhir paling lambat tanggal itu."
        raise ValidationError({"last_day": words})


def check_post(post: Position, since: date, last_day: date | None) -> None:
    """A post has holders from the day on which it stands until it is abolished."""
    if (born := post.established_on) and since < born:
        words = f"Jabatan ini berdiri sejak {tanggal(born)}."
        raise ValidationError({"since": words})
    gone = post.abolished_on
    if gone and (last_day is None or last_day >= gone):
        words = f"Jabatan ini dihapus sejak {tanggal(gone)}."
        if since < gone:
            words += " Isi hari terakhir sebelum tanggal itu."
        raise ValidationError({"position" if since >= gone else "last_day": words})


def check_overlaps(tenure: Tenure) -> None:
    """One permanent holder, one Plt. and one Plh. a post and day; each person once."""
    beside = Tenure.objects.filter(
        position=tenure.position, period__overlap=tenure.period
    ).with_people()
    for other in beside.order_by("period"):
        if other.user_id == tenure.user_id:
            words = f"Orang ini sudah memangku jabatan itu {span(other)}."
            raise ValidationError({"person": words})
        if other.acting == tenure.acting:
            held = f"{other.get_acting_display()} {other.user.name}"
            words = f"Jabatan ini sudah diisi: {held}, {span(other)}."
            raise ValidationError({"position": words})


def span(tenure: Tenure) -> str:
    """As "sejak 1 November 2026 sampai 10 November 2026"."""
    last = last_day_of(tenure)
    until = f" sampai {tanggal(last)}" if last else ""
    return f"sejak {tanggal(tenure.period.lower)}{until}"


def locked_pair(person: User, post: Position) -> tuple[User, Position]:
    """The person and the post as stored, locked in that order until the end."""
    people = User.objects.select_for_update(no_key=True)
    posts = Position.objects.select_for_update(of=("self",), no_key=True)
    return people.get(pk=person.pk), posts.select_related("unit").get(pk=post.pk)


def locked(tenure: Tenure) -> Tenure:
    """The tenure as stored, its row locked until the transaction ends."""
    rows = Tenure.objects.with_people().select_for_update(of=("self",), no_key=True)
    stored = rows.filter(pk=tenure.pk).first()
    if stored is None:
        raise PermissionDenied(TAKEN_BACK)
    return stored


def locked_after_person(tenure: Tenure) -> Tenure:
    """As `locked`, the person first: a list that is being applied holds the people."""
    User.objects.select_for_update(no_key=True).get(pk=tenure.user_id)
    return locked(tenure)


def locked_all(tenures: Iterable[Tenure]) -> list[Tenure]:
    """Several tenures as stored, locked in the order of their ids."""
    rows = Tenure.objects.with_people().select_for_update(of=("self",), no_key=True)
    return list(rows.filter(pk__in=[one.pk for one in tenures]).order_by("pk"))


def tell_changed(tenure: Tenure) -> None:
    tell("notifications.tenure_changed", tenure_id=tenure.pk)
    tell("declarations.roster_changed", tenure_id=tenure.pk)


def record(verb: str, tenure: Tenure, *, by: User | None) -> None:
    last = last_day_of(tenure)
    log.record(
        f"tenure.{verb}",
        stream=f"user:{tenure.user_id}",
        by=by,
        tenure=tenure.pk,
        position=tenure.position_id,
        acting=tenure.acting,
        since=tenure.period.lower.isoformat(),
        last_day=last.isoformat() if last else None,
    )
