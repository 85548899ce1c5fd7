"""A verdict on one row, and what applying it would write."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from kpu_coi.dates import tanggal
from personnel.rosters.entries import Entry
from personnel.rosters.matching import Case, NewPost
from personnel.rosters.standing import Person

DAY = timedelta(days=1)


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
    keeps_nik: bool = False
    post_id: int | None = None
    new_post: NewPost | None = None
    tenure_id: int | None = None
    user_id: int | None = None
    begins: tuple[str, date, date | None] | None = None
    periods: dict[int, tuple[date, date | None]] = field(default_factory=dict)
    leaves: dict[int, date] = field(default_factory=dict)
    """The first day without each tenure that is left for another one."""

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
            sorted((pk, str(day)) for pk, day in self.leaves.items()),
        ]


def last_day(end: date) -> str:
    """The last day of a period that stops before `end`, in words."""
    return tanggal(end - DAY)


def judged(case: Case) -> Outcome:
    return Outcome(
        case.verdict,
        [*case.entry.notes, *case.reasons],
        case.entry,
        case.columns,
        unit_id=case.unit_id,
        person=case.person,
    )
