"""
The daily anchor: the head of the audit log's global sequence, sealed as a document.

Whoever holds the anchor of a day can prove that nothing before its end was changed
since: the running hash depends on every event.
"""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone

from audit.models import GlobalEntry
from documents.heads import unit_on_paper
from documents.issuing import issue
from documents.models import Document, Kind
from kpu_coi.canonical import content_hash
from kpu_coi.dates import hari_tanggal, tanggal
from personnel.models import Unit

OPENING = (
    "Dokumen ini mengunci log kegiatan aplikasi sampai dengan akhir hari yang disebut "
    "di bawah. Sidik berjalan bergantung pada setiap peristiwa sebelumnya: bila satu "
    "peristiwa saja diubah atau dihapus, sidik ini tidak lagi cocok."
)


def seal_day(day: date) -> Document | None:
    """
    Issue the anchor of a day that is over.

    Returns None when the day left nothing in the sequence that the anchor before did
    not seal, when its anchor exists, or before any unit is loaded.
    """
    zone = ZoneInfo(settings.TIME_ZONE)
    end = datetime.combine(day + timedelta(days=1), time.min, zone)
    last = GlobalEntry.objects.filter(event__at__lt=end).order_by("position").last()
    unit = Unit.objects.filter(parent=None).first()
    if last is None or unit is None:
        return None
    number = f"{day:%Y%m%d}/JKR/{unit.code}"
    if Document.objects.filter(kind=Kind.ANCHOR, number=number).exists():
        return None
    content = content_of(day, last, unit)
    now = timezone.now().astimezone(zone)
    record = {
        "content_sha256": content_hash(content),
        "number": number,
        "signed_at": now.isoformat(timespec="seconds"),
        "place_date": tanggal(now),
        "zone": settings.TIME_ZONE,
        "evidence": None,
    }
    try:
        with transaction.atomic():
            return issue(
                template=None,
                kind=Kind.ANCHOR,
                number=number,
                unit=unit,
                content=content,
                record=record,
                log={},
                confidential=False,
                public={"signer": "Disegel oleh sistem"},
                signed_at=now,
            )
    except IntegrityError:
        return None


def content_of(day: date, last: GlobalEntry, unit: Unit) -> dict:
    """What the anchor of a day says."""
    return {
        "schema": "kpu-coi/1",
        "kind": "ANCHOR",
        "title": ["Jangkar Harian", "Log Kegiatan"],
        "kind_name": "Jangkar Harian Log Kegiatan",
        "unit": unit_on_paper(unit) | {"place": ""},
        "text": {"opening": OPENING, "closing": ""},
        "copies": [],
        "anchor": {
            "day": day.isoformat(),
            "position": last.position,
            "hash": last.running_hash,
            "facts": [
                {"label": "Hari", "value": hari_tanggal(day)},
                {"label": "Peristiwa terakhir", "value": f"ke-{last.position}"},
                {"label": "Sidik peristiwa itu", "value": last.event.hash},
                {"label": "Sidik berjalan", "value": last.running_hash},
            ],
        },
    }
