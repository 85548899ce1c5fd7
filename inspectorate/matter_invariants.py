"""What must hold of matters and of who stays out of them."""

from collections.abc import Iterator

from django.db.models import F

from declarations.models import CaseMatter, Matter, Recusal
from declarations.workflow.recusals import in_step, out_of_step
from kpu_coi import vault


def faults() -> Iterator[tuple[str, str]]:
    """Each row that breaks something, and what."""
    yield from recusal_faults()
    yield from matter_faults()


def recusal_faults() -> Iterator[tuple[str, str]]:
    """In force until decided, then as ordered, and only of the case's own person."""
    for case in out_of_step().select_related("unit", "decision"):
        if not in_step(case):
            yield f"perkara {case.pk}", "daftar tidak ikut memutus belum mengikutinya"
    strange = Recusal.objects.exclude(person=F("case__person"), unit=F("case__unit"))
    for recusal in strange:
        yield f"tidak ikut {recusal.pk}", "orang atau satker berbeda dari perkaranya"
    foreign = Recusal.objects.exclude(control=None)
    for recusal in foreign.exclude(control__decision__case=F("case")):
        yield f"tidak ikut {recusal.pk}", "pengendalian milik perkara lain"


def matter_faults() -> Iterator[tuple[str, str]]:
    """Parties open and match their keys; a case names matters of its own unit."""
    for matter in Matter.objects.order_by("pk").iterator(500):
        try:
            people = matter.read_parties()["people"]
        except vault.VaultError:
            yield f"agenda {matter.pk}", "para pihak tidak terbaca"
            continue
        if {vault.person_key(person) for person in people} != matter.party_keys:
            yield f"agenda {matter.pk}", "para pihak tidak sesuai dengan kuncinya"
    for named in CaseMatter.objects.exclude(matter__unit=F("case__unit")):
        yield f"perkara {named.case_id}", "agendanya milik satker lain"
