"""One round of verdicts: what each open row would change, and whom the list misses."""

from collections import defaultdict
from datetime import date
from typing import TYPE_CHECKING

from kpu_coi.dates import tanggal
from personnel.models import Acting, Employment, PositionKind, RowVerdict
from personnel.rosters import cells
from personnel.rosters.entries import Entry
from personnel.rosters.matching import Case
from personnel.rosters.outcomes import DAY, Outcome, judged, last_day
from personnel.rosters.renewing import check_begun, current_of, renewed_by
from personnel.rosters.standing import Held, Person, permanent

if TYPE_CHECKING:
    from personnel.rosters.planning import Planner

CONTRACT = range(21, 30)
COMMISSIONERS = frozenset({PositionKind.CHAIR, PositionKind.MEMBER})
WITHOUT_NIP = COMMISSIONERS | {
    PositionKind.STAFF,
    PositionKind.FUNCTIONAL,
    PositionKind.ADHOC,
}
UNREAD = (
    "Masih ada baris yang orangnya belum jelas. Perbaiki baris itu dahulu; baru "
    "pegawai ini dapat diakhiri."
)
PROFILE = {
    "name": "Nama",
    "rank": "Pangkat/golongan",
    "employment": "Status kepegawaian",
    "email": "Surel",
}


class Deciding:
    """One round of verdicts over the cases that are still open."""

    def __init__(self, planner: "Planner"):
        self.standing, self.as_of = planner.standing, planner.as_of
        self.complete, self.held_back = planner.complete, planner.held_back
        self.cases = planner.cases
        self.spared = set(planner.spared)
        self.riddles: set[int | None] = set()
        for case in planner.cases:
            if case.verdict in (RowVerdict.UNCLEAR, RowVerdict.ERROR):
                found = planner.roll.perhaps(case)
                self.spared |= {person.pk for person in found}
                if not (found or case.entry.number):
                    self.riddles.add(case.unit_id)
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
        self.done.sort(
            key=lambda outcome: outcome.entry.line if outcome.entry else 10**9
        )
        return self.done

    # --- a person and his rows ------------------------------------------------------

    def decide(self, key: str, group: list[Case]) -> None:
        person = group[0].person
        held = list(self.standing.of_person.get(person.pk, ())) if person else []
        for case in group:
            case.current = current_of(case, held, self.as_of)
            case.renewed = renewed_by(case, held, self.as_of)
            if case.current:
                check_begun(case, self.as_of)
        claimed = {
            one.pk for case in group for one in (case.current, case.renewed) if one
        }
        olds = [
            one
            for one in held
            if permanent(one) and one.holds(self.as_of) and one.pk not in claimed
        ]
        moving = [
            case
            for case in group
            if case.entry.acting == Acting.PERMANENT
            and not (case.current or case.renewed or self.is_past(case.entry))
        ]
        settled = any(c.entry.acting == Acting.PERMANENT for c in group)
        spared = bool(person and person.pk in self.spared)
        for case in moving if spared and olds else ():
            case.unclear("Baris lain tentang orang ini belum jelas. Perbaiki dahulu.")
        left = [] if spared else self.leave(olds, moving)
        first, sound = True, all(case.is_open for case in group)
        for case in group:
            if not case.is_open:
                outcome = judged(case)
            elif case.current:
                outcome = self.standing_still(case, case.current)
            elif case.entry.end and self.is_past(case.entry):
                outcome = self.past(case, held, case.entry.end + DAY)
            else:
                outcome = self.begin(case, key, left if case in moving else [])
                if case in moving:
                    left = []
            if first and outcome.verdict not in (RowVerdict.UNCLEAR, RowVerdict.ERROR):
                self.compare_profile(outcome, case)
                first = False
            self.done.append(outcome)
        if self.complete and settled and sound and not moving and not spared:
            self.end_further(person, olds)

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
        end = entry.end + DAY if entry.end else None
        outcome = Outcome(
            RowVerdict.NEW,
            list(entry.notes),
            entry,
            unit_id=case.unit_id,
            person=person,
            new_person="" if person else key,
            post_id=case.post.pk if case.post else None,
            new_post=case.new_post,
            begins=(entry.acting, start, end),
        )
        gone = case.post and case.post.abolished_on
        if gone and (end is None or end > gone):
            case.unclear(
                f"Jabatan ini dihapus sejak {tanggal(gone)}. Isi kolom Sampai dengan "
                "hari sebelum itu.",
                *("title", "end"),
            )
            return judged(case)
        if person is None:
            return self.newcomer(outcome, case, start)
        for one in left:
            outcome.leaves[one.pk] = start
            if one.end is None or start < one.end:
                outcome.periods[one.pk] = (one.start, start)
            outcome.reasons.append(f"Pindah dari {self.named(one)}.")
        for one in self.same_seat(case, start):
            outcome.periods[one.pk] = (one.start, start)
        self.periods |= outcome.periods
        if left:
            outcome.verdict = RowVerdict.CHANGED
        elif case.renewed:
            outcome.verdict = RowVerdict.CHANGED
            outcome.reasons.append("Masa jabatan berikutnya ditambahkan.")
        elif any(
            one.holds(self.as_of) for one in self.standing.of_person.get(person.pk, ())
        ):
            outcome.verdict = RowVerdict.CHANGED
            outcome.reasons.append("Jabatan ini ditambahkan.")
        else:
            outcome.reasons.append("Kembali ke daftar pegawai.")
        outcome.reasons.append(f"Mulai {tanggal(start)}.")
        return outcome

    def newcomer(self, outcome: Outcome, case: Case, start: date) -> Outcome:
        entry, seat = case.entry, case.post or case.new_post
        kind = seat.kind if seat else ""
        if not entry.has_nip and not entry.employment and kind not in WITHOUT_NIP:
            case.columns.add("number")
            words = "NIP harus diisi untuk jabatan ini."
            return Outcome(
                RowVerdict.ERROR, [words], entry, {"number"}, unit_id=case.unit_id
            )
        outcome.employment = entry.employment or usual_employment(entry, kind)
        outcome.reasons.append(f"Pegawai baru, mulai {tanggal(start)}.")
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

    def standing_still(self, case: Case, current: Held) -> Outcome:
        """He holds the post already: has anything about it changed?"""
        entry = case.entry
        outcome = Outcome(
            RowVerdict.UNCHANGED,
            list(entry.notes),
            entry,
            unit_id=case.unit_id,
            person=case.person,
            post_id=current.post_id,
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
        if end is not None and end != current.end:
            outcome.reasons.append(f"Berakhir pada {last_day(end)}.")
        if self.is_past(entry):
            outcome.verdict = RowVerdict.ENDED
        return outcome

    def past(self, case: Case, held: list[Held], end: date) -> Outcome:
        """The row ends before the list begins; the person does not hold the post."""
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
        unit_id = self.standing.posts[held.post_id].unit_id
        doubt = self.held_back.get(held.pk, "")
        if {unit_id, None} & self.riddles:
            doubt = doubt or UNREAD
        if doubt:
            self.done.append(
                Outcome(
                    RowVerdict.UNCLEAR,
                    [f"{why}.", doubt],
                    unit_id=unit_id,
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
                unit_id=unit_id,
                person=person,
                post_id=held.post_id,
                tenure_id=held.pk,
                periods={held.pk: (held.start, end)},
            )
        )


def is_same(column: str, said: str, stored: str) -> bool:
    if column == "name":
        return cells.same_name(said, stored)
    if column == "rank":
        return cells.plain_words(said) == cells.plain_words(stored)
    return said.lower() == stored.lower()


def usual_employment(entry: Entry, kind: str) -> str:
    """What somebody is whose row does not say it: by the NIP, else by the post."""
    if entry.has_nip:
        contract = int(entry.number[12:14]) in CONTRACT
        return Employment.PPPK if contract else Employment.PNS
    return Employment.COMMISSIONER if kind in COMMISSIONERS else Employment.NON_ASN
