"""What those who have not declared are told, and what those above them are told."""

from collections.abc import Collection, Iterable

from declarations.asking import begin_url, duty_of
from declarations.models import Campaign, Obligation, Step
from kpu_coi.dates import hari_tanggal
from notifications.inbox import News, tell_many
from personnel.models import Unit, User


def tell_reminded(owed: Collection[Obligation]) -> None:
    """Each by his own last day, which may be over."""
    tell_many([reminder_for(one) for one in owed])


def reminder_for(owed: Obligation) -> News:
    return News(
        recipient=owed.user,
        subject=f"Pengingat: {duty_of(owed.campaign)}"[:200],
        path=begin_url(owed.asks),
        about=f"obligation:{owed.pk}",
        body=f"{owed.unit.name}. Tenggatnya {hari_tanggal(owed.due_on)}.",
    )


def tell_warned(steps: Collection[Step]) -> None:
    tell_many(
        [
            News(
                recipient=step.obligation.user,
                subject=f"Surat peringatan nomor {step.document.number}",
                path=step.get_absolute_url(),
                about=f"obligation:{step.obligation_id}",
                body=f"Tenggatnya {hari_tanggal(step.obligation.due_on)}, dan belum "
                "Anda penuhi. Surat ini dapat dibaca dan disimpan.",
            )
            for step in steps
        ]
    )


def tell_superior(superior: User, campaign: Campaign, unit: Unit, count: int) -> None:
    tell_many(
        [
            News(
                recipient=superior,
                subject=f"{count} orang di bawah Anda belum menyatakan",
                path=f"{campaign.get_absolute_url()}bawahan/",
                about=f"campaign:{campaign.pk}",
                body=f"{unit.name}. Mereka sudah menerima surat peringatan.",
            )
        ]
    )


def tell_above(
    people: Iterable[User], campaign: Campaign, unit: Unit, count: int
) -> None:
    """The unit above gets the number, without names."""
    tell_many(
        [
            News(
                recipient=person,
                subject=f"{unit.name}: {count} orang belum menyatakan"[:200],
                path=campaign.get_absolute_url(),
                about=f"campaign:{campaign.pk}",
                body="Mereka sudah diingatkan dan menerima surat peringatan.",
            )
            for person in people
        ]
    )
