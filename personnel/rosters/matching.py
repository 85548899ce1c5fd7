"""
Which office and which person a row means; nothing is guessed.

Where two could be meant the row stays unclear and names them.
"""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from personnel.models import Unit
from personnel.models.rosters import RowVerdict
from personnel.rosters import cells, words
from personnel.rosters.entries import Entry
from personnel.rosters.standing import Held, Person, Post, Standing

CODE = re.compile(r"^(\d{2})(?:[.,\s-]?(\d{1,2}))?$")
FIRST_DIGITS = 15
SHOWN = 4


@dataclass(slots=True)
class NewPost:
    """A seat that the file asks for, below a post that stands."""

    unit_id: int
    kind: str
    title: str
    section: str
    superior_id: int


@dataclass(slots=True)
class Case:
    """A row on its way to a verdict."""

    entry: Entry
    unit_id: int | None = None
    person: Person | None = None
    verdict: str = ""
    reasons: list[str] = field(default_factory=list)
    columns: set[str] = field(default_factory=set)
    seats: list[Post] = field(default_factory=list)
    post: Post | None = None
    new_post: NewPost | None = None
    current: Held | None = None
    renewed: Held | None = None

    @property
    def is_open(self) -> bool:
        return not self.verdict

    @property
    def person_key(self) -> str:
        """One key for all rows of a person, known or new."""
        if self.person:
            return f"#{self.person.pk}"
        entry = self.entry
        return entry.key or f"{self.unit_id}:{cells.bare_name(entry.name)}"

    def judge(self, verdict: str, reason: str, *columns: str) -> None:
        self.verdict = verdict
        self.reasons.append(reason)
        self.columns.update(columns)

    def unclear(self, reason: str, *columns: str) -> None:
        self.judge(RowVerdict.UNCLEAR, reason, *columns)

    def error(self, reason: str, *columns: str) -> None:
        self.judge(RowVerdict.ERROR, reason, *columns)


def listed(names: Iterable[str]) -> str:
    """A few names for a sentence, and how many more there are."""
    found = list(dict.fromkeys(names))
    shown = ", ".join(f"“{name}”" for name in found[:SHOWN])
    rest = len(found) - SHOWN
    return f"{shown}, dan {rest} lainnya" if rest > 0 else shown


# --- units --------------------------------------------------------------------------


def unit_means(entry: Entry, by_name: dict[str, set[int]]) -> tuple[set[int], str]:
    """The units that a row may mean, and the words by which it names one."""
    if entry.unit_code:
        code = CODE.match(entry.unit_code)
        if not code:
            return set(), entry.unit_code
        wanted = f"{code[1]}.{code[2]:0<2}" if code[2] else code[1]
        return by_name.get(wanted, set()), wanted
    for said in (entry.unit, entry.heading):
        found = by_name.get(words.unit_key(said), set()) if said else set()
        if found:
            if entry.section == said:
                entry.section = ""
            return found, said
    if entry.unit and entry.unit != entry.section:
        return set(), entry.unit
    return set(), ""


def match_unit(
    case: Case,
    units: dict[int, Unit],
    by_name: dict[str, set[int]],
    *,
    own: int,
    many: bool,
) -> None:
    """Find the unit of a row; `own` is the roster's, `many` lets others in."""
    found, said = unit_means(case.entry, by_name)
    column = "unit_code" if case.entry.unit_code else "unit"
    if not said and not many:
        case.unit_id = own
    elif not said:
        case.error("Satker harus diisi pada daftar untuk banyak satker.", "unit")
    elif not found:
        case.error(f"Satker “{said[:60]}” tidak dikenal.", column)
    elif own in found and not many:
        case.unit_id = own
    elif len(found) > 1:
        names = listed(units[pk].name for pk in sorted(found))
        case.unclear(f"Satker “{said[:60]}” dapat berarti {names}.", column)
    elif not many:
        name = units[next(iter(found))].name
        case.error(f"Baris ini untuk {name}, bukan untuk satker daftar ini.", column)
    else:
        case.unit_id = next(iter(found))


# --- people -------------------------------------------------------------------------


class Roll:
    """Who is on the rolls of the units concerned, to be found by number or name."""

    def __init__(self, standing: Standing, on: date):
        self.standing = standing
        self.by_name: dict[tuple[int, str], dict[int, Person]] = defaultdict(dict)
        self.by_first_digits: dict[tuple[int, str], Person] = {}
        for held in standing.tenures.values():
            if held.is_over(on) or held.user_id not in standing.people:
                continue
            unit_id = standing.posts[held.post_id].unit_id
            person = standing.people[held.user_id]
            name = cells.bare_name(person.name).replace(" ", "")
            self.by_name[unit_id, name][person.pk] = person
            self.by_first_digits[unit_id, person.number[:FIRST_DIGITS]] = person

    def named(self, unit_id: int | None, name: str) -> list[Person]:
        if unit_id is None:
            return []
        key = cells.bare_name(name).replace(" ", "")
        return list(self.by_name.get((unit_id, key), {}).values())

    def match(self, case: Case, numbers: set[str]) -> None:
        """
        Find the person of a row; a row that stays open without one is somebody new.

        `numbers` are all that the file names: who is named by his number in another
        row is not meant by this one.
        """
        entry = case.entry
        known = self.standing.by_number.get(entry.number) if entry.number else None
        owner = self.standing.by_nik.get(entry.nik) if entry.nik else None
        if entry.number and owner not in (None, known):
            case.error(
                "NIK ini sudah tercatat dengan nomor pegawai lain. Samakan nomornya, "
                "atau perbaiki data pegawainya dahulu.",
                *("nik", "number"),
            )
            return
        known = owner if known is None else known
        if known is not None:
            case.person = self.standing.people[known]
            self.check_name(case, case.person.name)
            return
        alike = [
            person
            for person in self.named(case.unit_id, entry.name)
            if person.number not in numbers
        ]
        if not alike:
            return
        if len(alike) > 1:
            case.unclear(
                f"Di satker ini ada {len(alike)} pegawai bernama sama. Isi NIP atau "
                "nomor pegawainya.",
                "number",
            )
        elif entry.number:
            case.unclear(
                "Nomor ini baru, tetapi di satker ini sudah ada pegawai bernama sama "
                f"(nomor {alike[0].number}). Samakan nomornya, atau tambahkan pegawai "
                "ini satu per satu.",
                "number",
            )
        elif entry.nik and alike[0].has_nik:
            case.unclear(
                "Di satker ini ada pegawai bernama sama dengan NIK lain. Periksa "
                "NIK-nya; bila memang orang lain, tambahkan pegawai ini satu per satu.",
                "nik",
            )
        else:
            case.person = alike[0]

    def check_name(self, case: Case, stored: str) -> None:
        said = case.entry.name
        if not cells.same_name(stored, said) and not cells.near_name(stored, said):
            case.person = None if not case.entry.key else case.person
            case.unclear(
                "Nomor ini tercatat atas nama orang lain. Periksa nomor dan namanya.",
                "number",
                "name",
            )

    def perhaps(self, case: Case) -> list[Person]:
        """Whom a faulty row may mean: nobody of them counts as missing."""
        if case.person:
            return [case.person]
        digits = re.sub(r"\D", "", case.entry.texts.get("number", ""))[:FIRST_DIGITS]
        found = self.named(case.unit_id, case.entry.name)
        if case.unit_id is not None and len(digits) == FIRST_DIGITS:
            near = self.by_first_digits.get((case.unit_id, digits))
            found += [near] if near else []
        return found
