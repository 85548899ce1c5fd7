"""A row of the register of recusals, in words."""

from deadlines.calendar import today_in
from declarations.models import Source
from kpu_coi.dates import hari_tanggal

NO_MATTER = "Hal yang dinyatakannya, belum dikaitkan dengan agenda"
EXPIRED = "Lewat tanggal akhir"
OVERLAPPING = "Bertumpuk"


def row_of(recusal):
    return {
        "name": recusal.person.name,
        "unit": recusal.unit.name,
        "what": what_of(recusal),
        "basis": Source(recusal.source).label,
        "since": hari_tanggal(recusal.starts_on),
        "until": until_words(recusal),
        "tags": tags_of(recusal),
    }


def what_of(recusal):
    """Its matters or, where none is known, what the order says of its reach."""
    titles = [matter.title for matter in recusal.matters]
    return titles or [recusal.scope or NO_MATTER]


def until_words(recusal):
    if recusal.ended_on:
        return f"Berakhir {hari_tanggal(recusal.ended_on)}"
    if recusal.until is None:
        return "Sampai diputuskan"
    if recusal.is_expired:
        return f"{hari_tanggal(recusal.until)}, tetap berlaku sampai diakhiri penelaah"
    return hari_tanggal(recusal.until)


def tags_of(recusal):
    """How it stands, as kind and word; a second one where it overlaps."""
    tags = [state_of(recusal)]
    if recusal.is_overlapping:
        tags.append({"kind": "warn", "text": OVERLAPPING})
    return tags


def state_of(recusal):
    if recusal.ended_on:
        return {"kind": "", "text": "Berakhir"}
    if recusal.starts_on > today_in(recusal.unit.timezone):
        return {"kind": "info", "text": "Akan datang"}
    if recusal.is_expired:
        return {"kind": "late", "text": EXPIRED}
    return {"kind": "brand", "text": "Berlaku"}
