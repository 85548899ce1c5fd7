"""Where a case stands, and why it lies with whom it lies."""

from django.db import models


class CaseStatus(models.TextChoices):
    AWAITING_ADDRESSEE = "AWAITING_ADDRESSEE", "Menunggu penunjukan penelaah"
    RECEIVED = "RECEIVED", "Diterima atasan"
    UNDER_REVIEW = "UNDER_REVIEW", "Dalam penelaahan"
    NEEDS_INFO = "NEEDS_INFO", "Perlu klarifikasi"
    REROUTED = "REROUTED", "Diteruskan ke atasan lain"
    DECIDED = "DECIDED", "Diputuskan"
    CONTROL_ACTIVE = "CONTROL_ACTIVE", "Pengendalian berjalan"
    CLOSED = "CLOSED", "Selesai"
    CANCELLED = "CANCELLED", "Dicabut"


OPEN = (
    CaseStatus.AWAITING_ADDRESSEE,
    CaseStatus.RECEIVED,
    CaseStatus.UNDER_REVIEW,
    CaseStatus.NEEDS_INFO,
    CaseStatus.REROUTED,
)
"""Nothing has been decided: the declarant's action is suspended (rule 7)."""

DECIDED = (CaseStatus.DECIDED, CaseStatus.CONTROL_ACTIVE, CaseStatus.CLOSED)


class RoutedReason(models.TextChoices):
    DIRECT = "DIRECT", "Atasan langsung"
    VACANT = "VACANT", "Jabatan atasan lowong"
    EXCLUDED = "EXCLUDED", "Atasan dilewati"
    CHOSEN = "CHOSEN", "Ditunjuk Inspektur Utama"
    PLENARY = "PLENARY", "Rapat Pleno"
    FORWARDED = "FORWARDED", "Diteruskan atasan sebelumnya"
    ESCALATED = "ESCALATED", "Dinaikkan Inspektorat"


PASSED_ON = (RoutedReason.FORWARDED, RoutedReason.ESCALATED)
"""Somebody decided where it lies: the way up goes on from there."""
