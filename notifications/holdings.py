"""What is held of the news that was sent to a person."""

from kpu_coi.holdings import LEGAL_DUTY, Entry, Group, Holding, first_of
from notifications.models import Message


def held(user, most: int | None) -> Holding:
    messages, cut = first_of(Message.objects.visible_to(user)[: cap(most)], most)
    news = Group(
        code="kabar",
        title="Kabar",
        purpose="Memberi tahu Anda tentang tenggat dan keputusan",
        basis=LEGAL_DUTY,
        retention="2 tahun aktif, 3 tahun inaktif (menunggu jadwal retensi arsip KPU)",
        recipients="Anda sendiri; surel kantor Anda bila alamatnya tercatat",
        entries=tuple(
            Entry(
                message.subject,
                ("Sudah Anda baca" if message.read_at else "Belum Anda baca",),
                at=message.created_at,
                url=message.path,
            )
            for message in messages
        ),
        cut=cut,
    )
    return Holding(groups=[news])


def cap(most: int | None) -> int | None:
    """One row more than is shown tells that there are more."""
    return None if most is None else most + 1
