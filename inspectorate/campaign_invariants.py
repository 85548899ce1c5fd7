"""What must hold of campaigns: what is owed until when, and the ladder's rungs."""

from collections.abc import Iterator

from django.db.models import Exists, F, OuterRef

from declarations.models import STANDING, Campaign, Obligation, Step, StepKind


def faults() -> Iterator[tuple[str, str]]:
    """Each row that breaks something, and what."""
    yield from campaign_faults()
    yield from obligation_faults()
    yield from step_faults()


def campaign_faults() -> Iterator[tuple[str, str]]:
    """A campaign pins the wording of its own regime."""
    pinned = Campaign.wordings.through.objects.filter(
        campaign=OuterRef("pk"), papertemplate=OuterRef("template")
    )
    for campaign in Campaign.objects.filter(~Exists(pinned)).order_by("pk"):
        yield f"kampanye {campaign.pk}", "tidak menyimpan naskah satkernya sendiri"


def obligation_faults() -> Iterator[tuple[str, str]]:
    """Nothing is owed to a campaign that was ended, and all have its last day."""
    owed = Obligation.objects.order_by("pk")
    for row in owed.unmet().filter(campaign__closed_at__isnull=False):
        yield f"kewajiban {row.pk}", "masih wajib pada kampanye yang sudah diakhiri"
    shared = owed.exclude(campaign=None).exclude(campaign__occasion__in=STANDING)
    for row in shared.exclude(due_on=F("campaign__due_on")):
        yield f"kewajiban {row.pk}", "tenggatnya bukan tenggat kampanyenya"


def step_faults() -> Iterator[tuple[str, str]]:
    """Nobody is reported upward before he got a warning letter."""
    warned = Step.objects.warnings().values("obligation")
    reports = Step.objects.filter(kind=StepKind.REPORT)
    for step in reports.exclude(obligation__in=warned).order_by("pk"):
        yield f"langkah {step.pk}", "dilaporkan tanpa surat peringatan"
