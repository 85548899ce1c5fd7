"""Who is told that a case went to another desk: its number and its date, no more."""

from collections.abc import Collection

from django.urls import reverse

from declarations.models import OPEN, Case
from declarations.notices.cases import (
    called,
    copy_readers,
    tell_all,
    tell_chief,
    tell_declarant,
    tell_one,
    tell_reviewer,
)
from kpu_coi.dates import hari_tanggal
from notifications.inbox import take_back, tell
from notifications.models import Message
from personnel.lines import holders_now
from personnel.models import User

WAITS = "menunggu penelaahan Anda"


def told_of(case: Case) -> list[User]:
    """Who has news of the case in his inbox, before it goes on."""
    about = about_case(case)
    return list(User.objects.filter(messages__about=about).distinct())


def tell_rerouted(case: Case, before: list[User]) -> None:
    """The old addressee, the new one, the declarant and the Inspektorat."""
    readers = copy_readers(case)
    take_back_from(case, before, {person.pk for person in readers})
    tell_declarant(case, f"{called(case)} dialihkan ke penelaah lain")
    if case.addressee is None and not case.to_plenary:
        tell_chief(case, f"Tunjuk penelaah untuk {case}")
    else:
        tell_reviewer(case)
    tell_all(case, readers, f"{called(case)} dialihkan ke penelaah lain")


def take_back_from(case: Case, before: list[User], keep: set[int]) -> None:
    """
    Whoever had it on his desk finds it gone, and one line that says so.

    Somebody whom the statement names learns nothing, not even that.
    """
    holder = case.reviewer
    keep |= {case.person_id, holder.user_id if holder else 0}
    for person in before:
        if person.pk in keep and not case.bars(person):
            continue
        take_back(person, about=about_case(case))
        if person.is_active and not case.bars(person):
            tell(
                person,
                f"{called(case)} dialihkan dari jabatan Anda",
                path=reverse("declarations:cases"),
                about=about_case(case),
                body="Tidak ada lagi yang perlu Anda kerjakan untuk perkara ini.",
            )


def tell_new_holders(posts: Collection[int]) -> None:
    """
    Whoever holds a post now is told of the open cases that wait there.

    Each case once: who has news of it already is not told again.
    """
    waiting = Case.objects.filter(addressee__in=posts, status__in=OPEN)
    cases = list(waiting.for_page())
    if not cases:
        return
    holders = holders_now(posts)
    known = set(
        Message.objects.filter(
            about__in=[about_case(case) for case in cases], subject__endswith=WAITS
        )
        .values_list("recipient", "about")
        .distinct()
    )
    for case in cases:
        holder = holders.get(case.addressee_id)
        if holder is None or (holder.user_id, about_case(case)) in known:
            continue
        if not case.bars(holder.user) and holder.user_id != (case.person_id):
            tell_one(
                case,
                holder.user,
                f"{called(case)} {WAITS}",
                f"Periksa dan putuskan paling lambat {hari_tanggal(case.due_on)}.",
            )


def about_case(case: Case) -> str:
    return f"case:{case.pk}"
