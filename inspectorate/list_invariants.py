"""What must hold of newer versions of statements and of waiting periods."""

from collections.abc import Iterator

from declarations.models import Case, CaseStatus, CoolingOff, Statement
from documents.models import Standing


def faults() -> Iterator[tuple[str, str]]:
    """Each broken row with what is wrong with it."""
    yield from joined()
    yield from followed()
    yield from waiting()


def joined() -> Iterator[tuple[str, str]]:
    """A version that left its case belonged to the person of that case."""
    rows = Statement.objects.exclude(former_case=None).select_related(
        "former_case", "superseded_by"
    )
    for old in rows:
        if old.former_case.person_id != old.declarant_id:
            yield f"pernyataan {old.pk}", "pernah berada dalam perkara orang lain"
        if old.former_case.statement_id == old.pk:
            yield f"pernyataan {old.pk}", "masih menjadi pernyataan perkara semula"


def followed() -> Iterator[tuple[str, str]]:
    """A decision on the case that follows has closed the one before it."""
    for case in Case.objects.exclude(follows=None).select_related("follows"):
        row = f"perkara {case.pk}"
        if case.follows.person_id != case.person_id:
            yield row, "melanjutkan perkara orang lain"
        if case.decision_id and case.follows.status != CaseStatus.CLOSED:
            yield row, "sudah diputuskan, tetapi perkara sebelumnya belum ditutup"


def waiting() -> Iterator[tuple[str, str]]:
    """A waiting period follows from a post of the same person, and so does its end."""
    rows = CoolingOff.objects.select_related("tenure", "ended_by_tenure", "document")
    for one in rows:
        row = f"masa tunggu {one.pk}"
        ended_by = one.ended_by_tenure
        if one.tenure.user_id != one.person_id:
            yield row, "menurut masa jabatan orang lain"
        if ended_by and ended_by.user_id != one.person_id:
            yield row, "berakhir karena masa jabatan orang lain"
        in_force = one.document.standing == Standing.IN_FORCE
        if in_force == bool(one.ended_at):
            yield row, "kedudukan suratnya tidak sesuai"
