"""What the page of a matter shows to the person who looks at it."""

from django.urls import reverse

from declarations.models import MatterKind, MatterState
from declarations.pages.recusals import NO_MATTER
from declarations.rules.matters import may_read_register
from declarations.staying_out import out_of, plenary_of
from declarations.workflow.matters import verdicts
from kpu_coi.dates import hari_tanggal, waktu

TAGS = {MatterState.OPEN: "info", MatterState.DECIDED: "ok", MatterState.DROPPED: ""}


def state_tag(matter):
    return TAGS[matter.state]


def page_of(matter, user, on=None):
    """The matter, what may be done with it, and who stays out of it on a day."""
    on = on or max(matter.today, matter.expected_from)
    reads = may_read_register(user, matter.unit)
    sitting = sitting_of(matter, user, on) if reads else {}
    return sitting | {
        "matter": matter,
        "tag_kind": state_tag(matter),
        "rows": rows_of(matter),
        "moves": verdicts(user, matter),
        "on": on,
        "register": reads,
    }


def sitting_of(matter, user, on):
    out, unclear = out_of([matter], on, user)
    members = []
    if matter.kind == MatterKind.PLENARY:
        members = plenary_of(matter, on, out)
    query = f"?satker={matter.unit.code}&pada={on.isoformat()}&agenda={matter.pk}"
    return {
        "out": out,
        "members": members,
        "able": sum(not member["stays_out"] for member in members),
        "unclear": [
            {"name": row.person.name, "scope": row.scope or NO_MATTER}
            for row in unclear
        ],
        "sheet_url": reverse("declarations:recusal_sheet") + query,
    }


def rows_of(matter):
    rows = [
        {"label": "Satuan kerja", "value": matter.unit.name},
        {"label": "Jenis", "value": matter.get_kind_display()},
        {"label": "Diperkirakan diputus", "value": when(matter)},
        {"label": "Pihak", "lines": parties_of(matter) or ["Belum dicatat"]},
        {"label": "Dicatat", "value": act(matter, matter.made_at, matter.made_by)},
    ]
    if matter.settled_at:
        done = act(matter, matter.settled_at, matter.settled_by)
        rows.append({"label": matter.get_state_display(), "value": done})
    return rows


def parties_of(matter):
    people = sorted(person.name for person in matter.party_people)
    return [*matter.read_parties()["names"], *people]


def when(matter):
    if matter.expected_from == matter.expected_until:
        return hari_tanggal(matter.expected_from)
    return (
        f"{hari_tanggal(matter.expected_from)} sampai "
        f"{hari_tanggal(matter.expected_until)}"
    )


def act(matter, moment, by):
    unit = matter.unit
    return f"{waktu(moment, unit.timezone, unit.tz_abbr)} oleh {by.name}"
