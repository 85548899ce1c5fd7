"""What people are told of a mark on paper: campaign and unit, never a kind."""

from django.urls import reverse

from declarations.models import Obligation, PaperSignature
from notifications.inbox import tell


def marked(obligation: Obligation) -> None:
    tell_person(
        obligation,
        "Anda tercatat sudah menyatakan dengan kertas",
        f"Operator {obligation.unit.name} mencatat bahwa Anda menyerahkan pernyataan "
        "di atas kertas. Jika tidak benar, buka halaman ini dan sanggah. Anda tetap "
        "dapat menandatangani secara elektronik; itu menggantikan catatan ini.",
    )


def taken_back(obligation: Obligation) -> None:
    tell_person(
        obligation,
        "Catatan pernyataan kertas dibatalkan",
        f"Operator {obligation.unit.name} membatalkan catatan bahwa Anda menyerahkan "
        "pernyataan di atas kertas. Anda wajib menyatakan lagi.",
    )


def tell_person(obligation: Obligation, subject: str, body: str) -> None:
    campaign = obligation.campaign
    tell(
        obligation.user,
        f"{subject}: {campaign.name}"[:200],
        path=reverse("declarations:on_paper", args=[campaign.public_id]),
        about=f"obligation:{obligation.pk}",
        body=body,
    )


def objected(obligation: Obligation, paper: PaperSignature) -> None:
    """Whoever marked it learns that the person says otherwise."""
    campaign, unit = obligation.campaign, obligation.unit
    tell(
        paper.marked_by,
        f"Catatan pernyataan kertas disanggah: {campaign.name}"[:200],
        path=reverse(
            "declarations:paper_mark",
            args=[campaign.public_id, unit.code, obligation.pk],
        ),
        about=f"obligation:{obligation.pk}",
        body=f"Seorang pegawai {unit.name} menyatakan tidak menyerahkan pernyataan di "
        "atas kertas. Kewajibannya berlaku lagi. Tanyakan kepadanya, lalu periksa "
        "lembar penyerahannya.",
    )
