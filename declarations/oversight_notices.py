"""Who is told of oversight and advice: numbers and dates, never a word of the notes."""

from collections.abc import Iterable

from django.urls import reverse

from declarations.case_notices import copy_readers, tell_chief, tell_declarant
from declarations.models import Case
from kpu_coi import vault
from kpu_coi.dates import hari_tanggal
from notifications.inbox import tell
from personnel.grants import who_has
from personnel.models import Role, User


def oversight_page(case: Case) -> str:
    return reverse("declarations:oversight", args=[case.public_id])


def advice_page(case: Case) -> str:
    return reverse("declarations:advice", args=[case.public_id])


def tell_reviewer_of_note(case: Case) -> None:
    tell_the_reviewer(case, f"Inspektorat menulis catatan atas {case}")


def tell_inquired(case: Case) -> None:
    tell_the_reviewer(case, f"Inspektorat meminta penjelasan Anda atas {case}")


def tell_reminded(case: Case) -> None:
    deadline = f"Tenggatnya {hari_tanggal(case.due_on)}."
    tell_the_reviewer(case, f"Inspektorat mengingatkan Anda atas {case}", deadline)


def tell_reconsider(case: Case) -> None:
    """The reviewer thinks again; the person's action is suspended once more."""
    deadline = f"Pertahankan atau ganti putusan sebelum {hari_tanggal(case.due_on)}."
    tell_the_reviewer(
        case, f"Inspektorat meminta Anda menimbang ulang {case}", deadline
    )
    tell_declarant(case, f"Putusan atas {case} sedang dipertimbangkan ulang")


def tell_upheld(case: Case) -> None:
    subject = f"Putusan atas {case} dipertahankan"
    tell_declarant(case, subject)
    send(case, copy_readers(case), subject, page=oversight_page(case))


def tell_responded(case: Case, by: User) -> None:
    people = [person for person in copy_readers(case) if case.is_overseen_by(person)]
    subject = f"Penelaah menjawab Inspektorat atas {case}"
    send(case, people, subject, page=oversight_page(case), but=by)


def tell_advice_asked(case: Case, people: Iterable[User]) -> None:
    subject = f"Saran Anda diminta atas {case}"
    deadline = f"Tenggat putusan penelaah {hari_tanggal(case.due_on)}."
    about = f"advice:{case.pk}"
    send(case, people, subject, deadline, page=advice_page(case), about=about)


def tell_recommended(case: Case) -> None:
    subject = f"P3K2 memberi rekomendasi atas {case}"
    tell_the_reviewer(case, subject, page=advice_page(case))


def tell_the_reviewer(
    case: Case, subject: str, body: str = "", *, page: str = ""
) -> None:
    if case.to_plenary:
        tell_chief(case, subject)
    elif case.reviewer:
        people = [case.reviewer.user]
        send(case, people, subject, body, page=page or oversight_page(case))


def p3k2_for(case: Case) -> list[User]:
    """Of the nearest unit upward that has one who may advise in this case."""
    kept_out = set(case.kept_out_keys) | {vault.person_key(case.person_id)}
    reviewer = case.reviewer.user_id if case.reviewer else None
    for code in case.unit.lineage_codes():
        held = who_has(Role.P3K2, on=case.today).filter(
            grants__role=Role.P3K2,
            grants__unit__code=code,
            grants__period__contains=case.today,
        )
        free = [
            person
            for person in held.distinct()
            if person.pk != reviewer and vault.person_key(person.pk) not in kept_out
        ]
        if free:
            return free
    return []


def send(
    case: Case,
    people: Iterable[User],
    subject: str,
    body: str = "",
    *,
    page: str,
    about: str = "",
    but: User | None = None,
) -> None:
    """Each once; never the person concerned, nor anybody who is kept out."""
    kept_out = set(case.kept_out_keys) | {vault.person_key(case.person_id)}
    about = about or f"case:{case.pk}"
    for person in {person.pk: person for person in people}.values():
        if vault.person_key(person.pk) in kept_out or person == but:
            continue
        tell(person, subject, path=page, about=about, body=body)
