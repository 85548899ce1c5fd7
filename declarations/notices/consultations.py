"""Who is told of a private question: numbers alone, never its subject or text."""

from django.urls import reverse

from declarations.advisers import advisers_at
from declarations.models import Consultation
from notifications.inbox import tell
from personnel.models import User


def tell_waiting(consultation: Consultation) -> None:
    """Whom it was meant for, else everybody at the desk."""
    meant = consultation.meant_for
    for person in [meant] if meant else advisers_at(consultation):
        send(
            consultation,
            person,
            f"Pertanyaan konsultasi {consultation} menunggu penasihat",
            reverse("declarations:consultation_desk"),
        )


def tell_taken(consultation: Consultation) -> None:
    send(
        consultation,
        consultation.asker,
        f"Penasihat sudah mengambil pertanyaan {consultation}",
    )


def tell_written(consultation: Consultation, author: User) -> None:
    other = consultation.asker
    if author.pk == consultation.asker_id:
        if consultation.adviser is None:
            return
        other = consultation.adviser
    send(consultation, other, f"Pesan baru dalam konsultasi {consultation}")


def tell_offered(consultation: Consultation) -> None:
    subject = f"Penasihat mengusulkan penasihat lain untuk {consultation}"
    send(consultation, consultation.asker, subject)


def tell_handed_over(consultation: Consultation, former: User | None) -> None:
    tell_left(consultation, former, f"Penanya menyetujui penyerahan {consultation}")
    if consultation.adviser:
        subject = f"Konsultasi {consultation} diserahkan kepada Anda"
        send(consultation, consultation.adviser, subject)


def tell_kept(consultation: Consultation) -> None:
    if consultation.adviser:
        subject = f"Penanya tetap memilih Anda untuk {consultation}"
        send(consultation, consultation.adviser, subject)


def tell_left(consultation: Consultation, former: User | None, subject: str) -> None:
    if former:
        desk = reverse("declarations:consultation_desk")
        send(consultation, former, subject, desk)


def send(
    consultation: Consultation, person: User, subject: str, path: str = ""
) -> None:
    tell(
        person,
        subject,
        path=path or consultation.get_absolute_url(),
        about=f"consultation:{consultation.pk}",
    )
