"""Who is told that a newer version took the place of a statement: its number only."""

from declarations.models import Case
from declarations.notices.cases import copy_readers, tell_all, tell_chief
from declarations.notices.rerouting import about_case, told_of
from notifications.inbox import take_back
from personnel.models import User

__all__ = ["take_back_from_barred", "tell_joined", "told_of"]


def take_back_from_barred(case: Case, told: list[User]) -> None:
    """Whoever is named from now on loses what he was told of the case before."""
    for person in told:
        if case.bars(person):
            take_back(person, about=about_case(case))


def tell_joined(case: Case) -> None:
    """The reviewer, or who must choose one, and whoever reads a copy."""
    subject = f"Pernyataan dalam perkara {case} diperbarui"
    holder = case.reviewer
    people = [holder.user] if holder else []
    if case.to_plenary or case.addressee is None:
        tell_chief(case, subject)
    tell_all(case, [*people, *copy_readers(case)], subject)
