"""
The life of a post: established, renamed, moved to other lines, abolished, restored.

Lines are dated: a change may hold since a past day, today or a day to come, and no job
is needed when it comes. All changes of lines wait for each other, since two of them,
each sound alone, can close a loop together. Raises ValidationError, in words for the
form, where the organisation does not allow what was asked.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.db.models import Q

from audit import log
from deadlines.calendar import today_in
from kpu_coi import queue
from kpu_coi.access import Verdict
from kpu_coi.dates import tanggal
from personnel import rules
from personnel.models import FormerLine, Position, Unit, User
from personnel.positions import loop_from

LINES_LOCK = 5_202_478
NAMED_TWICE = (
    "Satker ini sudah mempunyai jabatan dengan nama dan bagian yang sama. Beri nama "
    "yang membedakannya, misalnya “Pramubakti II”."
)


class State(StrEnum):
    STANDING = "STANDING"
    ABOLISHED = "ABOLISHED"


class Move(NamedTuple):
    """What can be done to a post: while it stands, or once it is abolished."""

    name: str
    label: str
    sources: frozenset[State]
    target: State
    rule: Callable[[User], Verdict]

    def verdict(self, user: User, post: Position) -> Verdict:
        allowed = self.rule(user)
        state = State.ABOLISHED if post.abolished_on else State.STANDING
        if allowed and state not in self.sources:
            words = "sudah" if post.abolished_on else "belum"
            return Verdict(f"Tidak dapat dilakukan: jabatan ini {words} dihapus.")
        return allowed


STANDING, ABOLISHED = frozenset({State.STANDING}), frozenset({State.ABOLISHED})
RENAME = Move(
    "rename", "Ubah jabatan", STANDING, State.STANDING, rules.may_manage_posts
)
CHANGE_LINES = Move(
    "change_lines",
    "Ubah garis atasan",
    STANDING,
    State.STANDING,
    rules.may_manage_posts,
)
ABOLISH = Move(
    "abolish", "Hapus jabatan", STANDING, State.ABOLISHED, rules.may_manage_posts
)
RESTORE = Move(
    "restore", "Pulihkan jabatan", ABOLISHED, State.STANDING, rules.may_manage_posts
)
MOVES = (RENAME, CHANGE_LINES, ABOLISH, RESTORE)


def verdicts(user: User, post: Position) -> dict[str, Verdict]:
    """What the user may do with the post now, by the name of the move."""
    return {move.name: move.verdict(user, post) for move in MOVES}


@contextmanager
def making(
    move: Move, post: Position, *, by: User, **told: object
) -> Iterator[Position]:
    """Lock the post, check the move on the locked row, then save and log it."""
    with transaction.atomic():
        locked = Position.objects.select_for_update(of=("self",))
        stored = locked.select_related("unit").get(pk=post.pk)
        move.verdict(by, stored).require()
        yield stored
        stored.full_clean()
        stored.save()
        log.record(
            f"position.{move.name}", stream=f"position:{stored.pk}", by=by, **told
        )


def establish(
    unit: Unit,
    *,
    kind: str,
    title: str,
    by: User,
    section: str = "",
    superior: Position | None = None,
    other_line: Position | None = None,
    since: date | None = None,
) -> Position:
    """Make a post in a unit, from a day on, or as one that has always stood."""
    rules.may_manage_posts(by).require()
    with transaction.atomic():
        lock_lines()
        lock_unit(unit)
        check_name(unit, title, section)
        superior, other_line = fresh(superior), fresh(other_line)
        post = Position(
            unit=unit,
            kind=kind,
            title=title,
            section=section,
            superior=superior,
            other_line=other_line,
            established_on=since,
        )
        check_line(post, superior, other_line, since or today_in(unit.timezone))
        post.full_clean()
        post.save()
        log.record(
            "position.establish",
            stream=f"position:{post.pk}",
            by=by,
            unit=unit.code,
            kind=kind,
            superior=post.superior_id,
            other_line=post.other_line_id,
            since=since.isoformat() if since else "",
        )
    return post


def rename(
    post: Position, *, title: str, section: str, kind: str, by: User
) -> Position:
    """Give a post another title, section or kind; its lines stay."""
    with transaction.atomic():
        lock_unit(post.unit)
        with making(RENAME, post, by=by, kind=kind) as stored:
            if (title, section) != (stored.title, stored.section):
                check_name(stored.unit, title, section)
            stored.title, stored.section, stored.kind = title, section, kind
    return stored


def change_lines(
    post: Position,
    *,
    superior: Position | None,
    other_line: Position | None,
    since: date,
    by: User,
) -> Position:
    """
    Give a post other lines from a day on, until the next change that is planned.

    What the post answered to before that day stays as it was. Refused where the
    lines would lead back to the post, on that day or on a later one.
    """
    with transaction.atomic():
        lock_lines()
        superior, other_line = fresh(superior), fresh(other_line)
        told = {
            "superior": superior.pk if superior else None,
            "other_line": other_line.pk if other_line else None,
            "since": since.isoformat(),
        }
        with making(CHANGE_LINES, post, by=by, **told) as stored:
            until = getattr(lines_at(stored, since), "until", None)
            check_line(stored, superior, other_line, since, until)
            cut_at(stored, superior, other_line, since)
            stored.save()
            if loop := loop_from(stored, since):
                raise ValidationError({"superior": str(loop)})
        queue.tell("declarations.lines_changed", unit_id=stored.unit_id)
    return stored


def abolish(post: Position, *, on: date, by: User) -> Position:
    """Let a post end on a day, if nobody holds it then and no post answers to it."""
    with transaction.atomic():
        lock_lines()
        with making(ABOLISH, post, by=by, on=on.isoformat()) as stored:
            if (born := stored.established_on) and on <= born:
                words = f"Jabatan ini berdiri sejak {tanggal(born)}."
                raise ValidationError({"on": words})
            if faults := [*held_after(stored, on), *answering_after(stored, on)]:
                raise ValidationError({"on": faults})
            stored.abolished_on = on
        queue.tell("declarations.lines_changed", unit_id=stored.unit_id)
    return stored


def restore(post: Position, *, by: User) -> Position:
    """
    Let an abolished post stand again, as if it had never ended.

    Refused where a post above it does not stand any more.
    """
    with transaction.atomic():
        lock_lines()
        lock_unit(post.unit)
        with making(RESTORE, post, by=by) as stored:
            check_name(stored.unit, stored.title, stored.section)
            check_own_lines(stored)
            stored.abolished_on = None
        queue.tell("declarations.lines_changed", unit_id=stored.unit_id)
    return stored


def lock_unit(unit: Unit) -> None:
    """The posts of a unit are made one after the other, so that none is made twice."""
    Unit.objects.select_for_update(no_key=True).get(pk=unit.pk)


def lock_lines() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LINES_LOCK])


def fresh(post: Position | None) -> Position | None:
    """The post as it is stored now that the lines are locked."""
    if post is None:
        return None
    return Position.objects.select_related("unit").get(pk=post.pk)


def check_name(unit: Unit, title: str, section: str) -> None:
    """A unit tells its standing posts apart by title and section."""
    same = Position.objects.filter(unit=unit, title=title, section=section)
    if same.filter(abolished_on=None).exists():
        raise ValidationError({"title": NAMED_TWICE})


def check_line(
    post: Position,
    superior: Position | None,
    other_line: Position | None,
    since: date,
    until: date | None = None,
    *,
    advice: str = "Pilih jabatan lain.",
) -> None:
    """The posts above must stand as long as the line holds, and be two."""
    for field, above in (("superior", superior), ("other_line", other_line)):
        if above and not above.stands(since):
            words = f"{above} tidak berdiri pada {tanggal(since)}. {advice}"
            raise ValidationError({field: words})
        end = above.abolished_on if above else None
        if end and (until is None or until > end):
            words = f"{above} dihapus sejak {tanggal(end)}. {advice}"
            raise ValidationError({field: words})
    if superior and superior == other_line:
        words = "Kedua garis harus menuju jabatan yang berbeda."
        raise ValidationError({"other_line": words})
    if post.pk and post in (superior, other_line):
        raise ValidationError({"superior": "Jabatan tidak dapat membawahi dirinya."})
    if post.established_on and since < post.established_on:
        words = f"Jabatan ini berdiri sejak {tanggal(post.established_on)}."
        raise ValidationError({"since": words})


def check_own_lines(post: Position) -> None:
    """The posts above must stand for each line that holds today or is planned."""
    today = today_in(post.unit.timezone)
    since = max(today, post.established_on or today)
    advice = "Pulihkan dahulu jabatan itu."
    for former in post.former_lines.filter(until__gt=since).order_by("until"):
        lines = former.superior, former.other_line
        check_line(post, *lines, since, former.until, advice=advice)
        since = former.until
    check_line(post, post.superior, post.other_line, since, advice=advice)


def cut_at(
    post: Position, superior: Position | None, other_line: Position | None, since: date
) -> None:
    """
    Put new lines between a day and the next planned change.

    `post` takes them itself when no change is planned; it is not saved here.
    """
    before = lines_at(post, since)
    if (superior, other_line) == (before.superior, before.other_line):
        words = "Pada tanggal itu jabatan ini sudah menginduk seperti yang Anda pilih."
        raise ValidationError({"superior": words})
    starts = FormerLine.objects.filter(position=post, until=since)
    if not starts.exists():
        FormerLine.objects.create(
            position=post,
            superior=before.superior,
            other_line=before.other_line,
            until=since,
        )
    before.superior, before.other_line = superior, other_line
    if isinstance(before, FormerLine):
        before.full_clean()
        before.save()
    starts.filter(superior=superior, other_line=other_line).delete()


def lines_at(post: Position, on: date) -> Position | FormerLine:
    """The row that holds the lines of a post on a day: a former line, or the post."""
    planned = FormerLine.objects.filter(position=post, until__gt=on)
    found = (
        planned.select_related("superior__unit", "other_line__unit")
        .order_by("until")
        .first()
    )
    return found or post


def held_after(post: Position, on: date) -> list[str]:
    """Who holds the post on that day or later, in words."""
    held = post.tenures.filter(Q(period__endswith=None) | Q(period__endswith__gt=on))
    names = ", ".join(tenure.user.name for tenure in held.with_people())
    if not names:
        return []
    return [
        f"Sesudah tanggal itu jabatan ini masih dipangku oleh {names}. Akhiri masa "
        "jabatannya dahulu."
    ]


def answering_after(post: Position, on: date) -> list[str]:
    """Which standing posts answer to it on that day or later, in words."""
    latest = Q(superior=post) | Q(other_line=post)
    former = FormerLine.objects.filter(latest, until__gt=on)
    below = Position.objects.filter(latest | Q(pk__in=former.values("position")))
    below = below.filter(Q(abolished_on=None) | Q(abolished_on__gt=on))
    names = ", ".join(str(answering) for answering in below.select_related("unit"))
    if not names:
        return []
    return [
        f"Sesudah tanggal itu masih ada jabatan di bawahnya: {names}. Pindahkan garis "
        "atasannya dahulu."
    ]
