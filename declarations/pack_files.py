"""
What stands in the pack of a unit (rules 2 and 62).

For the unit: who has declared, and when; a recap of everybody; and for each who has
declared one page that says so. All of that is made from the obligations alone, which
know no kind: the pack of a unit where somebody filed a conflict is the same, byte for
byte, as that of one where he filed none. For the Inspektorat: the FREE statements.
"""

import io
import re
import unicodedata
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import batched
from typing import Any
from zoneinfo import ZoneInfo

from django.template.loader import render_to_string

from declarations.models import Kind, Obligation, Pack, PackContents, Statement
from documents.booklet import set_pages
from documents.heads import unit_on_paper
from documents.models import State
from documents.store import read_pdf
from kpu_coi.canonical import sha256_hex
from kpu_coi.charset import substituted
from kpu_coi.dates import hari_tanggal, tanggal
from personnel.titles import identity

AT_ONCE = 20
LONGEST_NAME = 60
STILL = (1980, 1, 1, 0, 0, 0)
"""The time of every file inside: when one was made tells nothing."""

Told = Callable[[int, int], None]


@dataclass(frozen=True)
class Line:
    """One person of the campaign, as the lists of the unit show him."""

    place: int
    who: dict[str, str]
    declared: bool
    on: str = ""
    at: str = ""
    on_paper: bool = False


def zip_of(pack: Pack, *, told: Told) -> bytes:
    """The whole pack as one file; `told` hears how many parts are done, of how many."""
    parts = (
        statements(pack, told)
        if pack.contents == PackContents.STATEMENTS
        else proofs(pack, told)
    )
    return zipped(dict(parts))


def zipped(files: dict[str, bytes]) -> bytes:
    """The files with a list of their hashes, in the order of their names."""
    listed = "".join(f"{sha256_hex(files[name])}  {name}\n" for name in sorted(files))
    whole = files | {"00-daftar-isi-sha256.txt": listed.encode()}
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name in sorted(whole):
            info = zipfile.ZipInfo(name, STILL)
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, whole[name])
    return made.getvalue()


def proofs(pack: Pack, told: Told) -> Iterator[tuple[str, bytes]]:
    lines = lines_of(pack)
    declared = [line for line in lines if line.declared]
    pages = [
        ("01-daftar-hadir.pdf", attendance_page(pack, declared)),
        ("02-rekap.pdf", recap_page(pack, lines)),
        *((proof_name(line), proof_page(pack, line)) for line in declared),
    ]
    done = 0
    told(done, len(pages))
    for some in batched(pages, AT_ONCE):
        pdfs = set_pages([html for _, html in some])
        yield from zip((name for name, _ in some), pdfs, strict=True)
        done += len(some)
        told(done, len(pages))


def proof_name(line: Line) -> str:
    return f"tanda-bukti/{line.place:04}-{plain_name(line.who['name'])}.pdf"


def lines_of(pack: Pack) -> list[Line]:
    """Everybody who owes it, in the order of the alphabet."""
    owed = (
        Obligation.objects.counted()
        .filter(campaign=pack.campaign, unit=pack.unit)
        .select_related("user", "tenure__user", "tenure__position__unit")
    )
    people = sorted(owed, key=lambda one: (one.user.name.casefold(), one.pk))
    return [line_of(place, one, pack) for place, one in enumerate(people, start=1)]


def line_of(place: int, owed: Obligation, pack: Pack) -> Line:
    who = identity(owed.tenure)
    if owed.met_at is None:
        return Line(place, who, declared=False)
    local = owed.met_at.astimezone(ZoneInfo(pack.unit.timezone))
    return Line(
        place,
        who,
        declared=True,
        on=hari_tanggal(local.date()),
        at=f"{local:%H.%M} {pack.unit.tz_abbr}",
        on_paper=owed.on_paper_id is not None,
    )


def attendance_page(pack: Pack, declared: list[Line]) -> str:
    return page("papers/pack_attendance.html", pack, lines=declared)


def recap_page(pack: Pack, lines: list[Line]) -> str:
    done = sum(line.declared for line in lines)
    return page("papers/pack_recap.html", pack, lines=lines, done=done)


def proof_page(pack: Pack, line: Line) -> str:
    return page("papers/pack_proof.html", pack, line=line)


def page(template: str, pack: Pack, **more: Any) -> str:
    """One document as HTML, for the typesetter."""
    campaign = pack.campaign
    context = {
        "campaign": campaign.name,
        "period": f"{tanggal(campaign.starts_on)} sampai {tanggal(campaign.due_on)}",
        "unit": unit_on_paper(pack.unit),
    }
    return substituted(render_to_string(template, context | more))


def statements(pack: Pack, told: Told) -> Iterator[tuple[str, bytes]]:
    """The sealed FREE statements that meet this campaign, as they were sealed."""
    found = (
        Statement.objects.in_force()
        .filter(
            kind=Kind.FREE,
            obligations__campaign=pack.campaign,
            obligations__unit=pack.unit,
            document__state=State.SEALED,
        )
        .select_related("document")
        .order_by("number")
        .distinct()
    )
    total = found.count()
    told(0, total)
    for done, statement in enumerate(found.iterator(AT_ONCE), start=1):
        name = (statement.number or "").replace("/", "-")
        yield f"surat-pernyataan/{name}.pdf", read_pdf(statement.document)
        if done % AT_ONCE == 0:
            told(done, total)
    told(total, total)


def plain_name(name: str) -> str:
    """A name as every file system takes it."""
    letters = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return re.sub(r"[^A-Za-z0-9]+", "-", letters).strip("-")[:LONGEST_NAME] or "pegawai"
