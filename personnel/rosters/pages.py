"""What the pages show of a list: its counts as links, its rows, its words."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest

from kpu_coi.paging import paged
from personnel.models import RosterImport, RosterStatus, RowVerdict, Unit
from personnel.models.rosters import LEFT_OUT, SOUND
from personnel.rosters import store
from personnel.titles import PREFIXES

ROWS_A_PAGE = 50
MANY_ENDED = 0.3
STATUS_TAGS: dict[str, str] = {
    RosterStatus.READY: "info",
    RosterStatus.REFUSED: "late",
    RosterStatus.FAILED: "late",
    RosterStatus.APPLIED: "ok",
}
VERDICT_TAGS: dict[str, str] = {
    RowVerdict.NEW: "ok",
    RowVerdict.CHANGED: "info",
    RowVerdict.ENDED: "warn",
    RowVerdict.UNCLEAR: "warn",
    RowVerdict.ERROR: "late",
}
SKIPPED = {
    "total": "jumlah",
    "numbering": "nomor kolom",
    "header": "judul kolom yang berulang",
    "heading": "judul bagian",
    "signature": "tanda tangan atau catatan",
    "blank": "tanpa nama dan jabatan",
}


def page_of(roster: RosterImport) -> RosterImport:
    """The list with what its page says of it."""
    say(roster)
    return roster


def say(roster: Any) -> None:
    roster.tag_kind = STATUS_TAGS.get(roster.status, "")
    roster.left_out = roster.count(*LEFT_OUT)
    roster.to_apply = roster.count(*SOUND)
    roster.has_rows = bool(roster.counts) and roster.forgotten_at is None
    stay = roster.count(RowVerdict.UNCHANGED, RowVerdict.CHANGED)
    ended = roster.count(RowVerdict.ENDED)
    roster.ends_many = ended > max(3, MANY_ENDED * (stay + ended))
    roster.percent = 100 * roster.done / roster.total if roster.total else 0


def preview_of(request: HttpRequest, roster: RosterImport) -> dict[str, Any]:
    """The tabs and one page of rows, narrowed to a verdict by `?hasil=`."""
    if roster.is_at_work or not roster.counts:
        return {}
    chosen = request.GET.get("hasil", "")
    rows = roster.rows.all()
    if chosen in RowVerdict.values:
        rows = rows.filter(verdict=chosen)
    context = paged(request, rows, ROWS_A_PAGE)
    names = dict(Unit.objects.values_list("code", "name")) if roster.many_units else {}
    for row in context["page"]:
        show(row, names)
    return context | {"tabs": tabs(roster, chosen), "skipped": skipped(roster.skipped)}


def show(row: Any, names: dict[str, str]) -> None:
    told = store.opened(row)
    row.name, row.number = told["name"] or "Tanpa nama", told["number"]
    row.title = PREFIXES.get(told["acting"], "") + told["title"]
    row.unit = names.get(told["unit"], told["unit"]) if names else ""
    row.reasons = told["reasons"]
    row.tag_kind = VERDICT_TAGS.get(row.verdict, "")


def tabs(roster: RosterImport, chosen: str) -> list[dict[str, Any]]:
    """Every verdict that occurs, with its count, and all of them."""
    found = [
        {
            "label": verdict.label,
            "count": roster.count(verdict),
            "url": f"?hasil={verdict}",
            "current": chosen == verdict,
        }
        for verdict in RowVerdict
        if roster.count(verdict)
    ]
    every = {
        "label": "Semua",
        "count": sum(roster.counts.values()),
        "url": "?",
        "current": chosen not in RowVerdict.values,
    }
    return [every, *found]


def skipped(pairs: Iterable[tuple[int, str]]) -> dict[str, Any]:
    """The lines that are no people: counted by the reason, and each of them."""
    pairs = list(pairs)
    by_reason = Counter(SKIPPED[why] for _, why in pairs)
    return {
        "count": len(pairs),
        "reasons": ", ".join(f"{count} {why}" for why, count in by_reason.items()),
        "lines": [f"baris {line} ({SKIPPED[why]})" for line, why in pairs],
    }
