"""What is held of a person's own orders: received, acknowledged, reported on."""

from django.db.models import Count
from django.urls import reverse

from declarations.models import Order
from kpu_coi.dates import hari_tanggal
from kpu_coi.holdings import LEGAL_DUTY, Entry, Group, Holding, first_of

KEPT = "2 tahun aktif, 3 tahun inaktif (menunggu jadwal retensi arsip KPU)"


def held(user, most: int | None) -> Holding:
    rows = Order.objects.filter(case__person=user).select_related("case")
    rows = rows.annotate(told=Count("case__handling_notes"))
    limit = None if most is None else most + 1
    orders, cut = first_of(rows[:limit], most)
    group = Group(
        code="perintah",
        title="Perintah penanganan dan pelaksanaannya",
        purpose="Mengendalikan benturan kepentingan yang sudah diputuskan",
        basis="Keputusan KPU 323/2020. " + LEGAL_DUTY,
        retention=KEPT,
        recipients="Atasan yang memutus dan Inspektorat",
        entries=tuple(
            Entry(
                order.number,
                lines_of(order),
                at=order.signed_at,
                url=reverse("declarations:case_controls", args=[order.case.public_id]),
            )
            for order in orders
        ),
        cut=cut,
    )
    return Holding(groups=[group])


def lines_of(order: Order) -> tuple[str, ...]:
    if order.acknowledged_at:
        taken = "Sudah Anda terima"
    else:
        taken = f"Diterima paling lambat {hari_tanggal(order.due_on)}"
    return (order.case.number, taken, f"{order.told} catatan pelaksanaan")
