"""How and when something was signed: the record that is attached and printed."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from audit.models import Event
from documents.models import Method, SigningEvidence
from kpu_coi.dates import tanggal
from personnel.models import Unit

SIGNER = ("name", "id_label", "id_number", "position")


def record_of(
    *,
    evidence: SigningEvidence,
    signer: Mapping[str, str],
    unit: Unit,
    number: str,
    signed_at: datetime,
) -> dict[str, Any]:
    """
    The record beside the content, as documents.issue takes it.

    Times carry the offset of the unit's zone; the signer is told, as of signing,
    by some parts of what `personnel.titles.identity` gives.
    """
    zone = ZoneInfo(unit.timezone)
    local = signed_at.astimezone(zone)
    return {
        "content_sha256": evidence.content_hash,
        "number": number,
        "signed_at": local.isoformat(),
        "place_date": f"{unit.place()}, {tanggal(local.date())}",
        "zone": unit.tz_abbr,
        "evidence": {
            "method": evidence.method,
            "method_label": Method(evidence.method).label,
            "proved_at": evidence.proved_at.astimezone(zone).isoformat(),
            "consent": evidence.consent,
            "capacity": evidence.capacity,
            "signer": {key: signer[key] for key in SIGNER},
            "drawing": evidence.drawing,
        },
    }


def log_of(event: Event) -> dict[str, Any]:
    """The place of an act in the audit log, as papers show it."""
    return {
        "stream": event.stream,
        "seq": event.seq,
        "hash": event.hash,
        "previous": event.previous_hash,
    }
