"""What is held of a person's signatures: when, as what and how each was proven."""

from typing import Any

from documents.models import SigningEvidence
from kpu_coi.holdings import LEGAL_DUTY, Entry, Group, Holding, first_of


def held(user: Any, most: int | None) -> Holding:
    rows = SigningEvidence.objects.filter(user=user)
    limit = None if most is None else most + 1
    signings, cut = first_of(rows[:limit], most)
    group = Group(
        code="tanda-tangan",
        title="Bukti penandatanganan",
        purpose="Membuktikan bahwa Anda yang menandatangani, dan apa yang Anda setujui",
        basis=LEGAL_DUTY,
        retention="Mengikuti surat yang ditandatangani",
        recipients="Pembaca surat itu; tercetak pada lembar bukti",
        entries=tuple(
            Entry(signing.capacity, signing_lines(signing), at=signing.signed_at)
            for signing in signings
        ),
        cut=cut,
    )
    return Holding(groups=[group])


def signing_lines(signing: SigningEvidence) -> tuple[str, ...]:
    drawn = "ada" if signing.drawing else "tidak ada"
    return (
        f"Dibuktikan dengan: {signing.get_method_display()}",
        f"Gambar tanda tangan: {drawn}. Alamat jaringan tersimpan sebagai sidik.",
    )
