"""What is held of a person's own private questions, and which adviser read them."""

from declarations.models import Consultation
from kpu_coi.holdings import Access, Entry, Group, Holding, first_of


def held(user, most: int | None) -> Holding:
    rows = (
        Consultation.objects.filter(asker=user)
        .with_people()
        .prefetch_related("readings__reader")
    )
    found, cut = first_of(rows[: None if most is None else most + 1], most)
    group = Group(
        code="konsultasi",
        title="Konsultasi sebelum menyatakan",
        purpose="Memberi nasihat sebelum Anda menyatakan",
        basis="Persetujuan Anda dengan bertanya (UU 27/2022 Pasal 20 ayat (2) huruf a)",
        retention="2 tahun aktif, 3 tahun inaktif (menunggu jadwal retensi arsip KPU)",
        recipients="Satu penasihat yang mengambilnya. Mejanya hanya melihat nomor dan "
        "tanggal",
        entries=tuple(
            Entry(
                f"{one}: {one.subject}",
                (one.desk_name, one.state[1]),
                at=one.asked_at,
                url=one.get_absolute_url(),
            )
            for one in found
        ),
        cut=cut,
    )
    accesses = [
        Access(
            str(one),
            reading.reader.name,
            "Membaca sebagai penasihat",
            reading.first_at,
            reading.last_at,
            one.get_absolute_url(),
        )
        for one in found
        for reading in one.readings.all()
    ]
    return Holding(groups=[group], accesses=accesses)
