"""What is held of a person: what he stays out of, and matters that decide on him."""

from declarations.holdings import DECLARED
from declarations.models import Matter, Recusal, Source
from kpu_coi import vault
from kpu_coi.dates import hari_tanggal
from kpu_coi.holdings import LEGAL_DUTY, Entry, Group, Holding, first_of

READERS = "Ketua dan Sekretaris satuan kerja, penelaah, dan Inspektorat"


def held(user, most: int | None) -> Holding:
    limit = None if most is None else most + 1
    rows = Recusal.objects.filter(person=user).select_related("unit", "case")
    recusals, cut = first_of(rows[:limit], most)
    out = Group(
        code="tidak-ikut",
        title="Yang tidak Anda ikut putuskan",
        purpose="Menjaga agar keputusan diambil tanpa benturan kepentingan",
        basis="UU 30/2014 Pasal 42. " + LEGAL_DUTY,
        retention=DECLARED,
        recipients=READERS,
        entries=tuple(map(recusal_entry, recusals)),
        cut=cut,
    )
    key = vault.person_key(user.pk)
    named = Matter.objects.filter(people__person_key=key).select_related("unit")
    matters, more = first_of(named.order_by("-pk")[:limit], most)
    party = Group(
        code="pihak-agenda",
        title="Agenda keputusan tentang Anda",
        purpose="Menjaga agar Anda tidak memutus tentang diri sendiri",
        basis="UU 30/2014 Pasal 42. " + LEGAL_DUTY,
        retention=DECLARED,
        recipients="Pencatat agenda, Ketua, Sekretaris, dan Inspektorat",
        entries=tuple(map(matter_entry, matters)),
        cut=more,
    )
    return Holding(groups=[out, party])


def recusal_entry(recusal: Recusal) -> Entry:
    days = f"Sejak {hari_tanggal(recusal.starts_on)}"
    if recusal.ended_on:
        days += f", berakhir {hari_tanggal(recusal.ended_on)}"
    lines = (Source(recusal.source).label, recusal.unit.name, days)
    return Entry(f"Menurut perkara {recusal.case.number}", lines)


def matter_entry(matter: Matter) -> Entry:
    lines = (
        matter.get_kind_display(),
        matter.unit.name,
        matter.get_state_display(),
    )
    return Entry(matter.title, lines, at=matter.made_at)
