"""
What a list would do to the roll: a verdict and its reasons for each row.

A pure question: nothing is written. The same list against the same roll gives the
same answer, so that what was previewed is what is applied, and a second time nothing
is left to do.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from kpu_coi.dates import tanggal
from personnel.models import Acting, Employment, PositionKind
from personnel.models.rosters import RowVerdict
from personnel.rosters import cells
from personnel.rosters.clashes import Span, clashes
from personnel.rosters.entries import Entry
from personnel.rosters.limits import Limits
from personnel.rosters.matching import Case, NewPost, Roll, match_unit
from personnel.rosters.seating import Seating
from personnel.rosters.standing import Held, Person, Standing, permanent

DAY = timedelta(days=1)
CONTRACT = range(21, 30)
COMMISSIONERS = frozenset({PositionKind.CHAIR, PositionKind.MEMBER})
WITHOUT_NIP = COMMISSIONERS | {
    PositionKind.STAFF,
    PositionKind.FUNCTIONAL,
    PositionKind.ADHOC,
}
PROFILE = {
    "name": "Nama",
    "rank": "Pangkat/golongan",
    "employment": "Status kepegawaian",
    "email": "Surel",
}


@dataclass(slots=True)
class Outcome:
    """A verdict, and what applying it would write."""

    verdict: str
    reasons: list[str]
    entry: Entry | None = None
    columns: set[str] = field(default_factory=set)
    unit_id: int | None = None
    person: Person | None = None
    new_person: str = ""
    employment: str = ""
    profile: dict[str, str] = field(default_factory=dict)
    post_id: int | None = None
    new_post: NewPost | None = None
    tenure_id: int | None = None
    user_id: int | None = None
    begins: tuple[str, date, date | None] | None = None
    periods: dict[int, tuple[date, date | None]] = field(default_factory=dict)

    def facts(self) -> list:
        """What two plans of the same list must agree in."""
        entry, new = self.entry, self.new_post
        return [
            entry.line if entry else None,
            self.verdict,
            self.person.pk if self.person else self.new_person,
            sorted(self.profile.items()),
            self.post_id or (new and [new.title, new.section, new.superior_id]),
            self.begins and [str(part) for part in self.begins],
            sorted((pk, f"{start} {end}") for pk, (start, end) in self.periods.items()),
        ]


def last_day(end: date) -> str:
    """The last day of a period that stops before `end`, in words."""
    return tanggal(end - DAY)


class Planner:
    """Takes the entries of a file through matching, seating and judging."""

    def __init__(
        self,
        entries: Iterable[Entry],
        standing: Standing,
        *,
        own: int,
        many: bool,
        complete: bool,
        as_of: date,
        limits: Limits,
    ):
        self.standing, self.limits = standing, limits
        self.held_back: dict[int, str] = {}
        self.complete, self.as_of = complete, as_of
        self.cases = [Case(entry) for entry in entries]
        self.own, self.many = own, many
        self.refused: dict[int, str] = {}

    def plan(self) -> list[Outcome]:
        self.match()
        self.seat()
        while True:
            outcomes = Deciding(self).outcomes()
            found = clashes(self.standing, outcomes, self.spans(outcomes))
            held_back = len(self.held_back)
            found |= self.forbidden(outcomes)
            fresh = {
                line: why for line, why in found.items() if line not in self.refused
            }
            if not fresh and held_back == len(self.held_back):
                return outcomes
            self.refused |= fresh
            for case in self.cases:
                if case.entry.line in fresh and case.is_open:
                    case.unclear(fresh[case.entry.line], "title", "start")

    def match(self) -> None:
        standing = self.standing
        roll = Roll(standing, self.as_of)
        numbers = {case.entry.number for case in self.cases if case.entry.number}
        for case in self.cases:
            match_unit(
                case,
                standing.units,
                standing.by_unit_name,
                own=self.own,
                many=self.many,
            )
            for column, fault in case.entry.faults.items():
                case.error(fault, column)
            if case.is_open:
                roll.match(case, numbers)
        self.spared = set()
        for case in self.cases:
            if not case.is_open:
                self.spared |= {person.pk for person in roll.perhaps(case)}
        judge_repeated(self.cases)
        self.roll = roll

    def seat(self) -> None:
        seating = Seating(self.standing, self.as_of)
        for case in self.cases:
            if case.is_open:
                seating.find(case)
        opened = [case for case in self.cases if case.is_open]
        for case in opened:
            if case.person and case.seats:
                seating.keep_own(case)
        for case in opened:
            seating.take_free(case, self.spared)

    def forbidden(self, outcomes: list[Outcome]) -> dict[int, str]:
        """The rows that whoever hands in the list may not ask for, by line."""
        found = {}
        for outcome in outcomes:
            why = self.limits.refusal(outcome, self.standing)
            if why and outcome.entry:
                found[outcome.entry.line] = why
            elif why:
                self.held_back[outcome.tenure_id] = why
        return found

    def spans(self, outcomes: list[Outcome]) -> list[Span]:
        return [
            Span(
                outcome.post_id,
                outcome.person.pk if outcome.person else outcome.new_person,
                *outcome.begins,
                line=outcome.entry.line if outcome.entry else 0,
            )
            for outcome in outcomes
            if outcome.begins and outcome.post_id
        ]


def judge_repeated(cases: list[Case]) -> None:
    """The same row twice counts once; rows that contradict each other are errors."""
    groups: dict[str, list[Case]] = defaultdict(list)
    for case in cases:
        if case.is_open:
            groups[case.person_key].append(case)
    for group in groups.values():
        if len(group) > 1:
            judge_group(group)


def judge_group(group: list[Case]) -> None:
    first = group[0]
    for case in group[1:]:
        entry, other = case.entry, first.entry
        lines = f"baris {other.line} dan {entry.line}"
        if not cells.same_name(entry.name, other.name):
            words = f"Nomor yang sama dengan nama berbeda pada {lines}."
            refuse_both(case, first, words, "name", "number")
        elif entry.employment != other.employment and (
            entry.employment and other.employment
        ):
            words = f"Status kepegawaian berbeda untuk orang yang sama pada {lines}."
            refuse_both(case, first, words, "employment")
    seen: dict[tuple, Case] = {}
    for case in group:
        if not case.is_open:
            continue
        entry = case.entry
        post = (case.unit_id, plain(entry.title), plain(entry.section), entry.acting)
        before = seen.setdefault(post, case)
        if before is case:
            continue
        lines = f"baris {before.entry.line} dan {entry.line}"
        if (entry.start, entry.end) == (before.entry.start, before.entry.end):
            case.judge(
                RowVerdict.UNCHANGED,
                f"Sama dengan baris {before.entry.line}; dihitung satu kali.",
            )
        else:
            words = f"Jabatan yang sama dengan tanggal berbeda pada {lines}."
            refuse_both(case, before, words, "start", "end")


def plain(text: str) -> str:
    return cells.plain_words(text)


def refuse_both(one: Case, other: Case, words: str, *columns: str) -> None:
    for case in (one, other):
        case.reasons = [reason for reason in case.reasons if reason != words]
        case.error(words, *columns)


class Deciding:
    """One round of verdicts over the cases that are still open."""

    def __init__(self, planner: Planner):
        self.standing, self.as_of = planner.standing, planner.as_of
        self.complete, self.held_back = planner.complete, planner.held_back
        self.cases = planner.cases
        self.spared = planner.spared | {
            person.pk
            for case in planner.cases
            if case.verdict in (RowVerdict.UNCLEAR, RowVerdict.ERROR)
            for person in planner.roll.perhaps(case)
        }
        sound = ("", RowVerdict.UNCHANGED)
        self.units = {
            case.unit_id
            for case in planner.cases
            if case.unit_id and case.verdict in sound
        }
        self.done: list[Outcome] = []
        self.periods: dict[int, tuple[date, date | None]] = {}

    def outcomes(self) -> list[Outcome]:
        groups: dict[str, list[Case]] = defaultdict(list)
        for case in self.cases:
            if case.is_open:
                groups[case.person_key].append(case)
            else:
                self.done.append(judged(case))
        for key, group in groups.items():
            self.decide(key, group)
        mentioned = {case.person.pk for case in self.cases if case.person}
        if self.complete:
            self.end_missing(mentioned | self.spared)
        self.done.sort(key=lambda outcome: outcome.entry.line if outcome.entry else 10**9)
        return self.done

    # --- a person and his rows ------------------------------------------------------

    def decide(self, key: str, group: list[Case]) -> None:
        person = group[0].person
        held = list(self.standing.of_person.get(person.pk, ())) if person else []
        newcomers = []
        for case in group:
            case.current = self.current(case, held)
            if case.current is None and not self.is_past(case.entry):
                newcomers.append(case)
        claimed = {case.current.pk for case in group if case.current}
        olds = [
            one
            for one in held
            if permanent(one) and one.holds(self.as_of) and one.pk not in claimed
        ]
        moving = [case for case in newcomers if case.entry.acting == Acting.PERMANENT]
        settled = any(c.entry.acting == Acting.PERMANENT for c in group)
        spared = bool(person and person.pk in self.spared)
        for case in moving if spared and olds else ():
            case.unclear("Baris lain tentang orang ini belum jelas. Perbaiki dahulu.")
        left = [] if spared else self.leave(olds, moving)
        first = True
        for case in group:
            if case.current:
                outcome = self.standing_still(case)
            elif case in newcomers:
                outcome = self.begin(case, key, left if case in moving else [])
                if case in moving:
                    left = []
            else:
                outcome = self.past(case, held)
            if first and outcome.verdict not in (RowVerdict.UNCLEAR, RowVerdict.ERROR):
                self.compare_profile(outcome, case)
                first = False
            self.done.append(outcome)
        if self.complete and settled and not moving and not spared:
            self.end_further(person, olds)

    def current(self, case: Case, held: list[Held]) -> Held | None:
        if case.post is None:
            return None
        found = [
            one
            for one in held
            if one.post_id == case.post.pk
            and one.acting == case.entry.acting
            and not one.is_over(self.as_of)
        ]
        return min(found, key=lambda one: not one.holds(self.as_of), default=None)

    def is_past(self, entry: Entry) -> bool:
        return entry.end is not None and entry.end < self.as_of

    def leave(self, olds: list[Held], moving: list[Case]) -> list[Held]:
        """The posts that somebody leaves because he begins another."""
        if not (olds and moving):
            return []
        start = min(case.entry.start or self.as_of for case in moving)
        late = [one for one in olds if one.start >= start]
        for case in moving if late else ():
            case.unclear(
                f"Masa jabatan lamanya mulai {tanggal(late[0].start)}, tidak sebelum "
                f"TMT {tanggal(start)}. Periksa tanggalnya.",
                "start",
            )
        return [] if late else olds

    def begin(self, case: Case, key: str, left: list[Held]) -> Outcome:
        if not case.is_open:
            return judged(case)
        entry, person = case.entry, case.person
        start = entry.start or self.as_of
        outcome = Outcome(
            RowVerdict.NEW,
            list(entry.notes),
            entry,
            unit_id=case.unit_id,
            person=person,
            new_person="" if person else key,
            post_id=case.post.pk if case.post else None,
            new_post=case.new_post,
            begins=(entry.acting, start, entry.end + DAY if entry.end else None),
        )
        if person is None:
            return self.newcomer(outcome, case)
        for one in left:
            outcome.periods[one.pk] = (one.start, start)
            outcome.reasons.append(f"Pindah dari {self.named(one)}.")
        for one in self.same_seat(case, start):
            outcome.periods[one.pk] = (one.start, start)
        self.periods |= outcome.periods
        if left:
            outcome.verdict = RowVerdict.CHANGED
        elif any(
            one.holds(self.as_of) for one in self.standing.of_person.get(person.pk, ())
        ):
            outcome.verdict = RowVerdict.CHANGED
            outcome.reasons.append("Jabatan ini ditambahkan.")
        else:
            outcome.reasons.append("Kembali ke daftar pegawai.")
        outcome.reasons.append(f"Mulai {tanggal(start)}.")
        return outcome

    def newcomer(self, outcome: Outcome, case: Case) -> Outcome:
        entry = case.entry
        kind = case.post.kind if case.post else case.new_post.kind
        if not entry.has_nip and not entry.employment and kind not in WITHOUT_NIP:
            case.columns.add("number")
            words = "NIP harus diisi untuk jabatan ini."
            return Outcome(
                RowVerdict.ERROR, [words], entry, {"number"}, unit_id=case.unit_id
            )
        outcome.employment = entry.employment or usual_employment(entry, kind)
        outcome.reasons.append(f"Pegawai baru, mulai {tanggal(outcome.begins[1])}.")
        return outcome

    def same_seat(self, case: Case, start: date) -> list[Held]:
        """The person's own tenure of another kind in the post that he now begins."""
        if case.post is None or case.person is None:
            return []
        return [
            one
            for one in self.standing.of_person.get(case.person.pk, ())
            if one.post_id == case.post.pk
            and one.acting != case.entry.acting
            and one.holds(start)
            and one.start < start
        ]

    def named(self, held: Held) -> str:
        post = self.standing.posts[held.post_id]
        return f"{post.title}, {self.standing.unit_of(held).name}"

    def standing_still(self, case: Case) -> Outcome:
        """He holds the post already: has anything about it changed?"""
        entry, current = case.entry, case.current
        outcome = Outcome(
            RowVerdict.UNCHANGED,
            list(entry.notes),
            entry,
            unit_id=case.unit_id,
            person=case.person,
            post_id=case.post.pk,
            tenure_id=current.pk,
        )
        start = entry.start or current.start
        end = entry.end + DAY if entry.end else current.end
        if (start, end) == (current.start, current.end):
            return outcome
        if end is not None and end <= start:
            words = "Tanggal berakhir sebelum tanggal mulai yang tercatat."
            return Outcome(
                RowVerdict.ERROR, [words], entry, {"end"}, unit_id=case.unit_id
            )
        outcome.periods[current.pk] = self.periods[current.pk] = (start, end)
        outcome.verdict = RowVerdict.CHANGED
        if start != current.start:
            outcome.reasons.append(
                f"TMT {tanggal(current.start)} menjadi {tanggal(start)}."
            )
        if end != current.end:
            outcome.reasons.append(f"Berakhir pada {last_day(end)}.")
        if self.is_past(entry):
            outcome.verdict = RowVerdict.ENDED
        return outcome

    def past(self, case: Case, held: list[Held]) -> Outcome:
        """The row ends before the list begins, and the person does not hold the post."""
        end = case.entry.end + DAY
        known = any(
            case.post and one.post_id == case.post.pk and one.end == end for one in held
        )
        return Outcome(
            RowVerdict.UNCHANGED if known else RowVerdict.UNCLEAR,
            ["Sudah berakhir dan sudah tercatat."]
            if known
            else [
                f"Masa jabatan ini sudah berakhir {last_day(end)} dan tidak tercatat. "
                "Hapus barisnya bila tidak diperlukan."
            ],
            case.entry,
            set() if known else {"end"},
            unit_id=case.unit_id,
            person=case.person,
        )

    def compare_profile(self, outcome: Outcome, case: Case) -> None:
        person, entry = case.person, case.entry
        if person is None:
            return
        for name, label in PROFILE.items():
            said, stored = getattr(entry, name), getattr(person, name)
            if not said or is_same(name, said, stored):
                continue
            outcome.profile[name] = said
            shown = [stored or "kosong", said]
            if name == "employment":
                shown = [Employment(value).label for value in (stored, said)]
            outcome.reasons.append(f"{label} “{shown[0]}” menjadi “{shown[1]}”.")
        if outcome.profile and outcome.verdict == RowVerdict.UNCHANGED:
            outcome.verdict = RowVerdict.CHANGED

    # --- those whom the list does not name ------------------------------------------

    def end_further(self, person: Person | None, olds: list[Held]) -> None:
        """Further posts of somebody on the list, which a complete list would name."""
        for one in olds:
            if self.standing.posts[one.post_id].unit_id in self.units:
                self.end(one, person, "Jabatan ini tidak ada pada daftar lengkap")

    def end_missing(self, mentioned: set[int]) -> None:
        starts: dict[tuple[int, str], date] = {}
        for outcome in self.done:
            if outcome.begins and outcome.post_id:
                key = (outcome.post_id, outcome.begins[0])
                starts[key] = min(starts.get(key, date.max), outcome.begins[1])
        for unit_id in self.units:
            for post in self.standing.posts_in.get(unit_id, ()):
                for one in self.standing.of_post.get(post.pk, ()):
                    if one.holds(self.as_of) and one.user_id not in mentioned:
                        person = self.standing.people.get(one.user_id)
                        follows = starts.get((post.pk, one.acting), self.as_of)
                        self.end(one, person, "Tidak ada pada daftar", follows)

    def end(
        self, held: Held, person: Person | None, why: str, follows: date | None = None
    ) -> None:
        end = min(self.as_of, follows or self.as_of)
        if end <= held.start:
            end = self.as_of
        if end <= held.start:
            return
        if held.pk in self.held_back:
            self.done.append(
                Outcome(
                    RowVerdict.UNCLEAR,
                    [f"{why}.", self.held_back[held.pk]],
                    unit_id=self.standing.posts[held.post_id].unit_id,
                    person=person,
                    post_id=held.post_id,
                )
            )
            return
        self.periods[held.pk] = (held.start, end)
        self.done.append(
            Outcome(
                RowVerdict.ENDED,
                [f"{why}; hari terakhirnya {last_day(end)}."],
                unit_id=self.standing.posts[held.post_id].unit_id,
                person=person,
                post_id=held.post_id,
                tenure_id=held.pk,
                periods={held.pk: (held.start, end)},
            )
        )


def judged(case: Case) -> Outcome:
    return Outcome(
        case.verdict,
        [*case.entry.notes, *case.reasons],
        case.entry,
        case.columns,
        unit_id=case.unit_id,
        person=case.person,
    )


def is_same(column: str, said: str, stored: str) -> bool:
    if column == "name":
        return cells.same_name(said, stored)
    if column == "rank":
        return plain(said) == plain(stored)
    return said.lower() == stored.lower()


def usual_employment(entry: Entry, kind: str) -> str:
    """What somebody is whose row does not say it: by the NIP, else by the post."""
    if entry.has_nip:
        contract = int(entry.number[12:14]) in CONTRACT
        return Employment.PPPK if contract else Employment.PNS
    return Employment.COMMISSIONER if kind in COMMISSIONERS else Employment.NON_ASN
