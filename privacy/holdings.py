"""What the office holds of a person's requests, and what it told him of breaches."""

from typing import Any

from kpu_coi.dates import ZONES, waktu
from kpu_coi.holdings import Entry, Group, Holding, first_of
from privacy.models import DataRequest, Delivery

BASIS = "UU 27/2022 Pasal 30 sampai 46"
KEPT = "5 tahun sesudah dijawab (menunggu jadwal retensi arsip KPU)"


def held(user: Any, most: int | None) -> Holding:
    return Holding(groups=[requests(user, most), notices(user, most)])


def requests(user: Any, most: int | None) -> Group:
    limit = None if most is None else most + 1
    rows = DataRequest.objects.of(user).order_by("-received_at", "-pk")[:limit]
    found, cut = first_of(rows, most)
    return Group(
        code="permintaan",
        title="Permintaan data",
        purpose="Menjawab permintaan Anda tentang data Anda dalam 3 x 24 jam",
        basis=BASIS,
        retention=KEPT,
        recipients="Pejabat Pelindungan Data Pribadi, administrator organisasi; "
        "operator satker untuk perbaikan identitas",
        entries=tuple(
            Entry(
                row.get_kind_display(),
                (row.get_group_display(), row.get_status_display(), limit_words(row)),
                at=row.received_at,
                url=row.get_absolute_url(),
            )
            for row in found
        ),
        cut=cut,
    )


def limit_words(row: DataRequest) -> str:
    until = waktu(row.due_at, ZONES[row.zone_abbr], row.zone_abbr)
    return f"Dijawab paling lambat {until}"


def notices(user: Any, most: int | None) -> Group:
    limit = None if most is None else most + 1
    rows = Delivery.objects.to(user).with_letter().order_by("-delivered_at", "-pk")
    found, cut = first_of(rows.defer("letter__document__record")[:limit], most)
    return Group(
        code="pemberitahuan",
        title="Pemberitahuan kegagalan pelindungan data",
        purpose="Memberi tahu Anda bila data Anda terungkap kepada pihak lain",
        basis="UU 27/2022 Pasal 46",
        retention=KEPT,
        recipients="Pejabat Pelindungan Data Pribadi dan Inspektur Utama",
        entries=tuple(
            Entry(
                row.letter.document.number,
                (f"Disampaikan lewat: {row.get_channel_display()}",),
                at=row.delivered_at,
                url=row.get_absolute_url(),
            )
            for row in found
        ),
        cut=cut,
    )
