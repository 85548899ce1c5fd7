"""People who stand in a list more than once: the same twice, or in contradiction."""

from collections import defaultdict

from personnel.models import RowVerdict
from personnel.rosters import cells
from personnel.rosters.matching import Case


def judge_repeated(cases: list[Case]) -> None:
    """The same row twice counts once; rows that contradict each other are errors."""
    groups: dict[str, list[Case]] = defaultdict(list)
    for case in cases:
        if case.is_open:
            groups[case.person_key].append(case)
    for group in groups.values():
        if len(group) > 1:
            judge_group(group)
    owners: dict[str, Case] = {}
    for case in cases:
        if not (case.is_open and case.entry.nik):
            continue
        other = owners.setdefault(case.entry.nik, case)
        if other.person_key != case.person_key:
            lines = f"baris {other.entry.line} dan {case.entry.line}"
            refuse_both(case, other, f"NIK yang sama pada {lines}.", "nik")


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
        elif entry.nik and other.nik and entry.nik != other.nik:
            words = f"NIK berbeda untuk orang yang sama pada {lines}."
            refuse_both(case, first, words, "nik")
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
