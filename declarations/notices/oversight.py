"""Who is told of oversight and advice: numbers and dates, never a word of the notes."""

from collections.abc import Iterable

from django.urls import reverse

from declarations.models import Case
from declarations.notices.cases import (
    copy_readers,
    tell_all,
    tell_declarant,
    tell_desk,
)
from kpu_coi.dates import hari_tanggal
from personnel.models import User


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
    """The other line has its copy of the case, but no part in the oversight."""
    subject = f"Putusan atas {case} dipertahankan"
    tell_declarant(case, subject)
    overseers = copy_readers(case, oversight=True)
    tell_all(case, overseers, subject, path=oversight_page(case))
    others = [person for person in copy_readers(case) if person not in overseers]
    tell_all(case, others, subject)


def tell_responded(case: Case, by: User) -> None:
    overseers = copy_readers(case, oversight=True)
    people = [person for person in overseers if person != by]
    subject = f"Penelaah menjawab Inspektorat atas {case}"
    tell_all(case, people, subject, path=oversight_page(case))


def tell_advice_asked(case: Case, people: Iterable[User]) -> None:
    subject = f"Saran Anda diminta atas {case}"
    deadline = f"Tenggat putusan penelaah {hari_tanggal(case.due_on)}."
    path, about = advice_page(case), f"advice:{case.pk}"
    tell_all(case, people, subject, deadline, path=path, about=about)


def tell_recommended(case: Case) -> None:
    subject = f"P3K2 memberi rekomendasi atas {case}"
    tell_desk(case, subject, path=advice_page(case))


def tell_the_reviewer(case: Case, subject: str, body: str = "") -> None:
    tell_desk(case, subject, body, path=oversight_page(case))
