"""Who is told what about requests and breaches: numbers and dates, never content."""

from collections.abc import Iterable

from kpu_coi.dates import hari_tanggal, waktu
from notifications.inbox import tell
from personnel.grants import who_has
from personnel.models import Role, User
from privacy.models import (
    Breach,
    DataRequest,
    Delivery,
    FieldGroup,
    RequestKind,
)

UNIT_WORK = (RequestKind.CORRECTION, FieldGroup.IDENTITY)


def tell_received(request: DataRequest) -> None:
    """Whoever may answer it first: the unit's operator, and the DPO."""
    limit = hari_tanggal(request.clock.on)
    tell_handlers(request, "Permintaan data pribadi menunggu jawaban", f"{limit}.")


def tell_half(request: DataRequest) -> None:
    subject = "Separuh waktu permintaan data pribadi sudah lewat"
    tell_handlers(request, subject, request.clock.words())


def tell_late(request: DataRequest) -> None:
    """Past its hours the organisation administrators hear of it too."""
    subject = "Permintaan data pribadi terlambat dijawab"
    people = [*handlers_of(request), *who_has(Role.ORGANISATION_ADMIN)]
    tell_each(request, people, subject, request.clock.words())


def tell_changer(request: DataRequest) -> None:
    """Whoever must make the change that was agreed to."""
    if (request.kind, request.group) == UNIT_WORK:
        people = operators_of(request) or list(who_has(Role.ORGANISATION_ADMIN))
    elif request.group in (FieldGroup.IDENTITY, FieldGroup.POSTS, FieldGroup.ROLES):
        people = list(who_has(Role.ORGANISATION_ADMIN))
    else:
        people = list(who_has(Role.DPO)) or list(who_has(Role.ORGANISATION_ADMIN))
    subject = "Kerjakan perubahan data yang disetujui"
    tell_each(request, people, subject, request.clock.words())


def tell_asker(request: DataRequest) -> None:
    subject = f"Permintaan data Anda: {request.get_status_display().lower()}"
    about = f"data-request:{request.pk}"
    tell(request.user, subject, path=request.get_absolute_url(), about=about)


def tell_handlers(request: DataRequest, subject: str, body: str) -> None:
    tell_each(request, handlers_of(request), subject, body)


def handlers_of(request: DataRequest) -> list[User]:
    """The DPO, and the operator where it is his; else the administrators."""
    people = list(who_has(Role.DPO))
    if (request.kind, request.group) == UNIT_WORK:
        people += operators_of(request)
    others = [person for person in people if person.pk != request.user_id]
    return others or list(who_has(Role.ORGANISATION_ADMIN))


def operators_of(request: DataRequest) -> list[User]:
    if request.unit is None:
        return []
    return list(who_has(Role.UNIT_OPERATOR, unit=request.unit))


def tell_each(
    request: DataRequest, people: Iterable[User], subject: str, body: str
) -> None:
    """Each once, and never the one who asked."""
    path, about = request.get_absolute_url(), f"data-request:{request.pk}"
    for person in {person.pk: person for person in people}.values():
        if person.pk != request.user_id:
            tell(person, subject, path=path, about=about, body=body)


def tell_reported(breach: Breach) -> None:
    subject = f"Dugaan kegagalan pelindungan data {breach.number}"
    people = [*who_has(Role.DPO), *who_has(Role.CHIEF_INSPECTOR)]
    tell_register(breach, people or who_has(Role.ORGANISATION_ADMIN), subject)


def tell_breach_half(breach: Breach) -> None:
    subject = f"Separuh waktu pemberitahuan {breach.number} sudah lewat"
    tell_register(breach, who_has(Role.DPO), subject)


def tell_breach_late(breach: Breach) -> None:
    """Escalated: those above the DPO, and those who can act on the systems."""
    subject = f"Pemberitahuan {breach.number} terlambat"
    people = [
        *who_has(Role.DPO),
        *who_has(Role.CHIEF_INSPECTOR),
        *who_has(Role.ORGANISATION_ADMIN),
    ]
    tell_register(breach, people, subject)


def tell_judged(breach: Breach) -> None:
    """Who reported it hears what became of it."""
    status = breach.get_status_display().lower()
    subject = f"Laporan Anda {breach.number}: {status}"
    about = f"breach:{breach.pk}"
    tell(breach.reported_by, subject, path=breach.get_absolute_url(), about=about)


def tell_register(breach: Breach, people: Iterable[User], subject: str) -> None:
    path, about = breach.get_absolute_url(), f"breach:{breach.pk}"
    body = breach.clock.words()
    for person in {person.pk: person for person in people}.values():
        tell(person, subject, path=path, about=about, body=body)


def tell_concerned(delivery: Delivery) -> None:
    """A member of the staff whose data were exposed; the letter says what."""
    breach, person = delivery.letter.breach, delivery.user
    if person is None:
        return
    when = waktu(breach.discovered_at, breach.unit.timezone, breach.unit.tz_abbr)
    tell(
        person,
        "Pemberitahuan kegagalan pelindungan data pribadi Anda",
        path=delivery.get_absolute_url(),
        about=f"breach:{breach.pk}",
        body=f"Diketahui {when}. Buka suratnya untuk membaca apa yang terjadi.",
    )
