"""
What the Inspektorat may do with a case: watch, ask and urge, never decide (rule 29).

It acts on its own copy. Whoever decides stays the superior.
"""

from declarations.models import Case
from declarations.rules.cases import keeps_out
from kpu_coi.access import ALLOWED, Verdict
from personnel.models import User


def may_oversee(user: User, case: Case) -> Verdict:
    """Whoever reads the Inspektorat's copy today, unless he is a party himself."""
    if refused := keeps_out(user, case).refusal:
        return Verdict(refused)
    if not case.is_overseen_by(user):
        return Verdict("Hanya Inspektorat penerima tembusan yang dapat melakukannya.")
    return ALLOWED


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
