"""What a ceremony shows: how many have declared, and the way in."""

from dataclasses import dataclass

import segno
from django.conf import settings
from django.db.models import Count
from django.urls import reverse
from django.utils.safestring import mark_safe

from declarations.models import Obligation


@dataclass(frozen=True)
class Tally:
    """How many of a unit have declared; whatever they declared counts the same."""

    owed: int
    declared: int

    @property
    def percent(self):
        return 100 * self.declared / self.owed if self.owed else 0.0

    @property
    def missing(self):
        return self.owed - self.declared


def tally_of(ceremony) -> Tally:
    """One query, without a name."""
    return Tally(
        **Obligation.objects.counted()
        .filter(campaign=ceremony.campaign_id, unit=ceremony.unit_id)
        .aggregate(owed=Count("pk"), declared=Count("met_at"))
    )


def join_url(ceremony) -> str:
    """The address that is shown and drawn."""
    path = reverse("declarations:ceremony_join", args=[ceremony.code])
    return f"{settings.BASE_URL}{path}"


def entrance_of(ceremony):
    """The address as a QR code, read by a phone from the last row."""
    drawn = segno.make(join_url(ceremony), error="m", micro=False).svg_inline(
        border=2, omitsize=True, svgclass="hall__code", title="Kode QR untuk menyatakan"
    )
    return mark_safe(drawn)  # noqa: S308 (segno's own drawing)
