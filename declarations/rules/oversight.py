"""
What the Inspektorat may do with a case: watch, ask and urge, never decide (rule 29).

It acts on its own copy. Whoever decides stays the superior.
"""

from zoneinfo import ZoneInfo

from django.utils import timezone

from deadlines.calendar import add_working_days, today_in
from declarations.models import Case
from declarations.rules.cases import keeps_out, may_review
from kpu_coi.access import ALLOWED, Verdict
from personnel.models import User


def may_oversee(user: User, case: Case) -> Verdict:
    """Whoever reads the Inspektorat's copy today, unless he is a party himself."""
    if refused := keeps_out(user, case).refusal:
        return Verdict(refused)
    if not case.is_overseen_by(user):
        return Verdict("Hanya Inspektorat penerima tembusan yang dapat melakukannya.")
    return ALLOWED


def may_inquire(user: User, case: Case) -> Verdict:
    """There must be somebody to answer, and nobody questions himself."""
    if refused := may_oversee(user, case).refusal:
        return Verdict(refused)
    if case.addressee is None or may_review(user, case):
        return Verdict("Tidak ada penelaah lain yang dapat ditanya.")
    return ALLOWED


def may_respond(user: User, case: Case) -> Verdict:
    """Whoever reviews today answers what the Inspektorat asked of the reviewer."""
    return may_review(user, case)


def may_remind(user: User, case: Case) -> Verdict:
    """At most once a working day; what lies with nobody cannot be urged on."""
    if refused := may_inquire(user, case).refusal:
        return Verdict(refused)
    if case.oversight_reminded_at is None:
        return ALLOWED
    unit = case.unit
    zone = unit.timezone
    last = timezone.localdate(case.oversight_reminded_at, ZoneInfo(zone))
    if today_in(zone) < add_working_days(last, 1, unit.code):
        return Verdict("Penelaah sudah diingatkan pada hari kerja ini.")
    return ALLOWED


def may_read_notes(user: User, case: Case) -> Verdict:
    """The Inspektorat all of them, the reviewer what is meant for him (rule 29)."""
    if may_oversee(user, case) or may_review(user, case):
        return ALLOWED
    return Verdict("Hanya Inspektorat dan penelaah yang membaca catatan pengawasan.")


def may_escalate(user: User, case: Case) -> Verdict:
    """To the next superior; above the plenary there is nobody."""
    if refused := may_oversee(user, case).refusal:
        return Verdict(refused)
    if case.addressee is None:
        return Verdict("Perkara ini tidak berada pada suatu jabatan.")
    return ALLOWED


def may_ask_to_reconsider(user: User, case: Case) -> Verdict:
    """Once for each case."""
    if refused := may_oversee(user, case).refusal:
        return Verdict(refused)
    if case.reconsider_asked_at is not None:
        return Verdict("Pertimbangan ulang sudah pernah diminta; hanya satu kali.")
    if case.oversight_ended_at is not None:
        return Verdict("Pengawasan atas perkara ini sudah ditutup.")
    if may_review(user, case):
        return Verdict("Anda sendiri yang memutus perkara ini.")
    return ALLOWED


def may_monitor(user: User, case: Case) -> Verdict:
    if refused := may_end_oversight(user, case).refusal:
        return Verdict(refused)
    if case.monitored_at is not None:
        return Verdict("Perkara ini sudah dalam pemantauan.")
    return ALLOWED


def may_end_oversight(user: User, case: Case) -> Verdict:
    if refused := may_oversee(user, case).refusal:
        return Verdict(refused)
    if case.oversight_ended_at is not None:
        return Verdict("Pengawasan atas perkara ini sudah ditutup.")
    return ALLOWED
