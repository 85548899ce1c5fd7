"""
What the desk and the machine do with a complaint; `moves` says when and by whom.

Each verb tells the complainant by a letter in the thread what he must know, and
keeps, pauses or ends the dates promised to him (rule 48).
"""

from datetime import date, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils import timezone

from complaints import promises
from complaints.letters import Letter, letter
from complaints.models import (
    AccusedClass,
    Complaint,
    Desk,
    Identity,
    Message,
    MessageKind,
    Record,
    RecordKind,
    Referral,
    Status,
    Triage,
)
from complaints.registers import next_number
from complaints.routing import free_desks
from complaints.rules import Party
from complaints.units import lineage
from complaints.workflow.moves import (
    ARCHIVE,
    ASK,
    ASSESS,
    CLOSE_PROVEN,
    CLOSE_UNPROVEN,
    EXAMINE,
    FORWARD,
    LET_LAPSE,
    REFUSE,
    TO_PLENARY,
    VERIFY,
    Move,
    making,
)
from deadlines.calendar import today_in
from kpu_coi import vault
from kpu_coi.dates import hari_tanggal, tanggal
from kpu_coi.queue import tell
from personnel.models import Unit, User

A_DAY = timedelta(days=1)
FIRST = (promises.ANSWER, promises.COMPLETENESS)
CLOCKS = frozenset(
    {
        promises.INFORMATION,
        promises.WITHOUT_EXAMINATION,
        promises.WITH_EXAMINATION,
        promises.DECISION,
    }
)
TO_DECIDE = (*CLOCKS, promises.CONFLICT, promises.ADHOC_PLENARY)
INNER = frozenset({Triage.FORWARD_UP})
REFUSALS = frozenset({Triage.INELIGIBLE, Triage.DUPLICATE})
OUTER = frozenset(Triage) - INNER - REFUSALS - {Triage.HANDLE_HERE}
OFFICES = {
    Triage.FORWARD_WBS: "Whistleblowing System KPU",
    Triage.REFER_DKPP: "Dewan Kehormatan Penyelenggara Pemilu (DKPP)",
    Triage.REFER_BAWASLU: "Badan Pengawas Pemilihan Umum (Bawaslu)",
    Triage.REFER_LAW: "Komisi Pemberantasan Korupsi atau aparat penegak hukum",
    Triage.REFER_UPG: "Unit Pengendalian Gratifikasi",
    Triage.REFER_OMBUDSMAN: "Ombudsman Republik Indonesia",
    Triage.INFO_REQUEST: "Pejabat Pengelola Informasi dan Dokumentasi (PPID)",
}


def verify(complaint: Complaint, *, by: User) -> Complaint:
    """An officer takes charge; the complainant sees it, which is the first answer."""
    with making(VERIFY, complaint, by=by) as stored:
        stored.officer = by
        promises.meet(stored, [promises.ANSWER], stored.now)
    return stored


def ask(complaint: Complaint, *, by: User, question: str) -> Complaint:
    """
    Ask the complainant to complete it; he has 30 days, the other clocks stand still.

    Law: UU 25/2009 Pasal 44 (3) and (4).
    """
    with making(ASK, complaint, by=by) as stored:
        [completion] = promises.make(stored, [promises.COMPLETION], stored.now)
        promises.pause(stored)
        until = hari_tanggal(completion.due_on)
        text = letter(Letter.INCOMPLETE, stored, question=question, until=until)
        say(stored, MessageKind.QUESTION, text, by=by)
    return stored


def refuse(complaint: Complaint, *, by: User, triage: str, reason: str) -> Complaint:
    """It is not eligible, or the same as another one; the letter says why."""
    with making(REFUSE, complaint, by=by, triage=triage) as stored:
        if triage not in REFUSALS:
            raise ValueError(triage)
        stored.triage = triage
        promises.meet(stored, FIRST, stored.now)
        put_down(stored, RecordKind.OUTCOME, {"reason": reason}, by=by)
        ground = Triage(triage).label + "."
        text = letter(Letter.INELIGIBLE, stored, ground=ground, reason=reason)
        say(stored, MessageKind.OUTCOME, text, by=by)
    return stored


def assess(
    complaint: Complaint, *, by: User, triage: str, needs_examination: bool
) -> Complaint:
    """It is complete; from now runs the clock of what it needs (rules 48 and 50)."""
    facts = {"triage": triage, "needs_examination": needs_examination}
    with making(ASSESS, complaint, by=by, **facts) as stored:
        stored.triage = triage
        stored.needs_examination = needs_examination
        promises.meet(stored, FIRST, stored.now)
        set_clocks(stored)
    return stored


def set_clocks(stored: Complaint) -> None:
    """The clocks it needs now; one that runs already keeps its date."""
    wanted = set(clocks_for(stored))
    pending = promises.pending_codes(stored)
    if outdated := (pending & CLOCKS) - wanted:
        promises.drop(stored, stored.now, outdated)
    promises.make(stored, sorted(wanted - pending), stored.now)


def clocks_for(complaint: Complaint) -> list[str]:
    """An anonymous complaint is information: no clock of a report (rule 46)."""
    informs = complaint.triage == Triage.INFO_REQUEST
    if informs or complaint.identity == Identity.ANONYMOUS:
        return [promises.INFORMATION]
    if complaint.needs_examination:
        return [promises.WITH_EXAMINATION, promises.DECISION]
    return [promises.WITHOUT_EXAMINATION, promises.DECISION]


def destinations(complaint: Complaint) -> list[tuple[Unit, Desk]]:
    """The desks above this one with somebody whom it does not concern (rule 51)."""
    above = lineage(complaint.handling_unit)
    national = (above[-1], Desk.UNIT)
    chief = (above[-1], Desk.CHIEF_INSPECTOR)
    if complaint.desk == Desk.CHIEF_INSPECTOR:
        desks = [national]
    else:
        desks = [*((unit, Desk.UNIT) for unit in above[1:]), chief]
    kept_out = set(complaint.accused_keys.values_list("key", flat=True))
    free = free_desks([*desks, chief], kept_out, complaint.today)
    return [(unit, desk) for unit, desk in desks if (unit.pk, desk) in free]


def destination_name(unit: Unit, desk: Desk) -> str:
    return "Inspektur Utama KPU RI" if desk == Desk.CHIEF_INSPECTOR else unit.name


def forward_within(
    complaint: Complaint, *, by: User, unit: Unit, desk: Desk, reason: str
) -> Complaint:
    """
    Hand it to a desk above: it is received there, under a number of its register.

    The complainant keeps his number, code and dates; the new desk has its own date
    for the first answer. Raises PermissionDenied where nobody there may learn of it.
    """
    outcome = Triage.FORWARD_UP
    with making(FORWARD, complaint, by=by, outcome=outcome, unit=unit.code) as stored:
        if (unit, desk) not in destinations(stored):
            raise PermissionDenied("Pengaduan ini tidak dapat diteruskan ke sana.")
        where = destination_name(unit, desk)
        number = next_number(unit, today_in(unit.timezone))
        told = {"reason": reason, "destination": where, "number": number}
        say(
            stored,
            MessageKind.MESSAGE,
            letter(Letter.FORWARDED_WITHIN, stored, **told),
            by,
        )
        put_down(stored, RecordKind.REFERRAL, told, by=by)
        refer(stored, outcome, by=by, unit=unit, number=number)
        stored.status = Status.RECEIVED
        stored.triage = outcome
        stored.handling_unit, stored.desk, stored.officer = unit, desk, None
        promises.drop(stored, stored.now, [promises.ANSWER])
        promises.make(stored, [promises.ANSWER], stored.now)
        tell("complaints.tell_forwarded", complaint_id=stored.pk)
    return stored


def forward_out(
    complaint: Complaint,
    *,
    by: User,
    outcome: str,
    reason: str,
    ticket: str = "",
    checklist: tuple[str, ...] = (),
) -> Complaint:
    """
    Refer it to another office; nothing is filed there by the machine (rule 57).

    `ticket` is the number that office gave, `checklist` what a referral to the DKPP
    holds (rule 54).
    """
    with making(FORWARD, complaint, by=by, outcome=outcome) as stored:
        if outcome not in OUTER:
            raise ValueError(outcome)
        stored.triage = outcome
        told = {"reason": reason, "checklist": list(checklist)}
        put_down(stored, RecordKind.REFERRAL, told, by=by)
        refer(stored, outcome, by=by, ticket=ticket)
        promises.meet(stored, (*FIRST, *TO_DECIDE), stored.now)
        where = OFFICES[Triage(outcome)]
        text = letter(
            Letter.FORWARDED_OUT,
            stored,
            destination=where,
            reason=reason,
            ticket=ticket,
        )
        say(stored, MessageKind.OUTCOME, text, by=by)
    return stored


def refer(stored: Complaint, outcome: str, *, by: User, **where: Any) -> Referral:
    return Referral.objects.create(
        complaint=stored, outcome=outcome, by=by, at=stored.now, **where
    )


def examine(complaint: Complaint, *, by: User) -> Complaint:
    """Take it up for examination; the clock with examination runs from here."""
    with making(EXAMINE, complaint, by=by) as stored:
        stored.needs_examination = True
        set_clocks(stored)
    return stored


def refer_to_plenary(
    complaint: Complaint, *, by: User, conclusion: str, form_model: str = ""
) -> Complaint:
    """
    The examination is concluded and goes to the Rapat Pleno (rule 53).

    For a badan ad hoc the plenary has 7 days, and the result its form model.
    """
    with making(TO_PLENARY, complaint, by=by) as stored:
        told = {"conclusion": conclusion, "form_model": form_model}
        put_down(stored, RecordKind.CONCLUSION, told, by=by)
        if stored.accused_class == AccusedClass.ADHOC:
            promises.make(stored, [promises.ADHOC_PLENARY], stored.now)
        tell("complaints.tell_plenary", complaint_id=stored.pk)
    return stored


def close(
    complaint: Complaint,
    *,
    by: User,
    proven: bool,
    words: str,
    plenary_on: date | None = None,
    plenary_number: str = "",
    **more: str,
) -> Complaint:
    """
    Close it with its outcome, which the letter delivers at once.

    `words` go to the complainant; `more` is what else is put down, as whether the
    accused had declared the conflict (rule 55). Law: UU 25/2009 Pasal 50.
    """
    move = closing(proven)
    with making(move, complaint, by=by) as stored:
        plenary = ""
        if plenary_on:
            plenary = f"{tanggal(plenary_on)}, nomor {plenary_number}"
        told = {"words": words, "plenary": plenary, **more}
        put_down(stored, RecordKind.OUTCOME, told, by=by)
        which = Letter.PROVEN if proven else Letter.UNPROVEN
        text = letter(which, stored, words=words, plenary=plenary)
        say(stored, MessageKind.OUTCOME, text, by=by)
        promises.make(stored, [promises.DELIVERY], stored.now)
        promises.meet(stored, (*TO_DECIDE, promises.DELIVERY), stored.now)
    return stored


def closing(proven: bool) -> Move:
    return CLOSE_PROVEN if proven else CLOSE_UNPROVEN


def archive(complaint: Complaint, *, by: User) -> Complaint:
    with making(ARCHIVE, complaint, by=by) as stored:
        pass
    return stored


def overdue_completions() -> list[Complaint]:
    """Those that wait for the complainant although his last day is over there."""
    asked = Complaint.objects.filter(status=Status.INCOMPLETE).with_units()
    return [
        complaint
        for complaint in asked.filter(due_on__lt=timezone.localdate() + A_DAY)
        if complaint.due_on and complaint.due_on < complaint.today
    ]


def let_lapse(complaint: Complaint) -> Complaint:
    """
    Nobody completed it in time: it counts as withdrawn.

    Raises PermissionDenied where it has been completed meanwhile.
    Law: UU 25/2009 Pasal 44 (5).
    """
    with making(LET_LAPSE, complaint, by=Party.MACHINE) as stored:
        tell("complaints.tell_lapsed", complaint_id=stored.pk)
    return stored


def say(
    stored: Complaint, kind: MessageKind, text: str, by: User, once: str | None = None
) -> Message:
    """A letter or message of the desk in the thread; in the caller's transaction."""
    message = Message(complaint=stored, kind=kind, author=by, at=stored.now, once=once)
    message.body_sealed = vault.seal_json(text, context=message.context)
    message.save()
    return message


def put_down(
    stored: Complaint, kind: RecordKind, told: dict[str, Any], *, by: User
) -> Record:
    """What the complainant does not see; in the caller's transaction."""
    record = Record(complaint=stored, kind=kind, by=by, at=stored.now)
    record.told_sealed = vault.seal_json(told, context=record.context)
    record.save()
    return record
