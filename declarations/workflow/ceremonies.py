"""A ceremony in a hall, and the devices that are shared there (rules 1 and 2)."""

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from audit import log
from declarations.models import Campaign, Ceremony, SharedDevice
from declarations.rules.campaigns import may_follow_in
from personnel.models import Unit, User

STILL_OPEN = "Masih ada acara yang berjalan di satuan kerja ini. Akhiri dahulu."
CLOSED = "Kampanye ini sudah diakhiri, jadi tidak ada acara baru."
OVER = "Acara ini sudah berakhir."


def start(
    campaign: Campaign, unit: Unit, *, title: str, place: str, by: User
) -> Ceremony:
    """Open a ceremony. Raises PermissionDenied, also while another one is open."""
    may_follow_in(by, campaign, unit).require()
    if campaign.is_closed:
        raise PermissionDenied(CLOSED)
    try:
        with transaction.atomic():
            made = Ceremony.objects.create(
                campaign=campaign,
                unit=unit,
                title=title,
                place=place,
                opened_by=by,
                opened_at=timezone.now(),
            )
            log.record(
                "ceremony.open",
                stream=f"ceremony:{made.pk}",
                by=by,
                campaign=campaign.pk,
                unit=unit.code,
            )
    except IntegrityError:
        raise PermissionDenied(STILL_OPEN) from None
    return made


def end(ceremony: Ceremony, *, by: User) -> Ceremony:
    """End it, and with it the sharing of its devices; a second time does nothing."""
    with transaction.atomic():
        stored = locked(ceremony, by=by)
        if stored.is_over:
            return stored
        stored.ended_at, stored.ended_by = timezone.now(), by
        stored.save(update_fields=["ended_at", "ended_by"])
        stored.devices.filter(ended_at=None).update(ended_at=stored.ended_at)
        log.record("ceremony.end", stream=f"ceremony:{stored.pk}", by=by)
    return stored


def share_device(ceremony: Ceremony, *, kind: str, by: User) -> SharedDevice:
    """Make a device of the hall one that all share. Raises PermissionDenied."""
    with transaction.atomic():
        stored = locked(ceremony, by=by)
        if stored.is_over:
            raise PermissionDenied(OVER)
        device = SharedDevice.objects.create(
            ceremony=stored, kind=kind, started_by=by, started_at=timezone.now()
        )
        log.record(
            "ceremony.share_device",
            stream=f"ceremony:{stored.pk}",
            by=by,
            device=device.pk,
        )
    return device


def release_device(device: SharedDevice, *, by: User) -> None:
    """The device is an ordinary one again, from its next page on."""
    with transaction.atomic():
        stored = locked(device.ceremony, by=by)
        ended = stored.devices.filter(pk=device.pk, ended_at=None)
        if ended.update(ended_at=timezone.now()):
            log.record(
                "ceremony.release_device",
                stream=f"ceremony:{stored.pk}",
                by=by,
                device=device.pk,
            )


def locked(ceremony: Ceremony, *, by: User) -> Ceremony:
    """The stored ceremony, locked; who may not follow the campaign is refused."""
    stored = (
        Ceremony.objects.select_for_update(of=["self"], no_key=True)
        .with_campaign()
        .get(pk=ceremony.pk)
    )
    may_follow_in(by, stored.campaign, stored.unit).require()
    return stored
