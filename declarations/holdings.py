"""
What is held of a person's own statements, cases and duties, and who read them.

Only what he declared himself: where a statement of somebody else names him, that
statement is the other's (UU 27/2022 Pasal 33). Notes of the Inspektorat are not told.
"""

import datetime
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import JSONObject

from declarations.models import (
    Copy,
    HandlingNote,
    Obligation,
    Order,
    Reading,
    Statement,
)
from declarations.models.copies import CopyKind
from documents.models import Standing
from kpu_coi.dates import hari_tanggal
from kpu_coi.holdings import LEGAL_DUTY, Access, Entry, Group, Holding, first_of

DECLARED = "2 tahun aktif, 3 tahun inaktif (menunggu jadwal retensi arsip KPU)"
READINGS = Reading.objects.filter(case=OuterRef("case")).values(
    json=JSONObject(
        name="reader__name", how="capacity", first="first_at", last="last_at"
    )
)
COPIES = Copy.objects.filter(case=OuterRef("case")).values(
    json=JSONObject(
        kind="kind",
        region="region__name",
        title="position__title",
        unit="position__unit__name",
        first="first_read_at",
    )
)
ORDERS = Order.objects.filter(case=OuterRef("case"))
ORDERED = ORDERS.order_by("signed_at").values(
    json=JSONObject(number="number", taken="acknowledged_at")
)
NOTED = HandlingNote.objects.filter(case=OuterRef("case")).order_by().values("case")


def held(user, most: int | None) -> Holding:
    rows = (
        Statement.objects.visible_to(user)
        .select_related("unit", "regime", "document", "case__addressee__unit")
        .annotate(
            read_by=ArraySubquery(READINGS),
            copied_to=ArraySubquery(COPIES),
            ordered=ArraySubquery(ORDERED),
            noted=Subquery(NOTED.annotate(count=Count("pk")).values("count")),
        )
        .defer("answers", "document__record")
        .newest_first()
    )
    statements, cut = first_of(rows[: limit(most)], most)
    declared = Group(
        code="pernyataan",
        title="Pernyataan, perkara, dan surat",
        purpose="Menangani benturan kepentingan",
        basis="Keputusan KPU 323/2020 dan UU 30/2014 Pasal 42 sampai 45. " + LEGAL_DUTY,
        retention=DECLARED,
        recipients="Atasan yang menelaah dan Inspektorat untuk pernyataan potensi atau "
        "aktual. Operator satker hanya melihat bahwa Anda sudah menyatakan",
        entries=tuple(map(statement_entry, statements)),
        cut=cut,
    )
    accesses = [access for row in statements for access in accesses_of(row)]
    return Holding(groups=[declared, duties(user, most)], accesses=accesses)


def limit(most: int | None) -> int | None:
    return None if most is None else most + 1


def statement_entry(statement: Statement) -> Entry:
    lines = [statement.kind_label, statement.unit.name, statement.standing[1]]
    case = getattr(statement, "case", None)
    if case and case.is_open:
        lines.append(f"Diputuskan paling lambat {hari_tanggal(case.due_on)}")
    lines += [order_words(order) for order in statement.ordered]
    if statement.noted:
        lines.append(f"Catatan pelaksanaan pengendalian: {statement.noted}")
    if statement.document:
        standing = Standing(statement.document.standing).label
        lines.append(f"Surat: {standing}, {statement.document.get_state_display()}")
    return Entry(
        title=statement.number or "Draf, hanya terlihat oleh Anda",
        lines=tuple(lines),
        at=statement.signed_at or statement.saved_at,
        url=statement.continue_url
        if statement.is_draft
        else statement.get_absolute_url(),
    )


def order_words(order: dict[str, Any]) -> str:
    taken = "sudah Anda terima" if order["taken"] else "belum Anda terima"
    return f"Perintah penanganan {order['number']}: {taken}"


def duties(user, most: int | None) -> Group:
    rows = Obligation.objects.of(user).with_campaign().order_by("-campaign__due_on")
    obligations, cut = first_of(rows[: limit(most)], most)
    return Group(
        code="kewajiban",
        title="Kewajiban menyatakan",
        purpose="Mengetahui siapa yang wajib, sudah, dan belum menyatakan",
        basis="Keputusan KPU 323/2020. " + LEGAL_DUTY,
        retention=DECLARED,
        recipients="Operator satker, Inspektorat: sudah atau belum, bukan jenisnya",
        entries=tuple(
            Entry(
                row.campaign.name,
                (
                    row.unit.name,
                    f"Paling lambat {hari_tanggal(row.campaign.due_on)}",
                    "Sudah dipenuhi" if row.fulfilled_by_id else "Belum dipenuhi",
                ),
            )
            for row in obligations
        ),
        cut=cut,
    )


def accesses_of(statement: Statement) -> list[Access]:
    """To whom a case went, who got a copy, and who has read it."""
    case = getattr(statement, "case", None)
    if case is None:
        return [] if statement.is_draft else told_of(statement)
    what, url = statement.number, case.get_absolute_url()
    if case.addressee:
        who = f"{case.addressee.title}, {case.addressee.unit.name}"
    else:
        who = "Rapat Pleno KPU" if case.to_plenary else "Inspektorat Utama"
    found = [Access(what, who, "Penerima: menelaah", case.received_at, None, url)]
    found += [
        Access(what, recipient(copy), copy_words(copy), case.received_at, None, url)
        for copy in statement.copied_to
    ]
    found += [
        Access(
            what,
            reading["name"],
            f"Membaca sebagai {reading['how']}",
            moment(reading["first"]),
            moment(reading["last"]),
            url,
        )
        for reading in statement.read_by
    ]
    return found


def told_of(statement: Statement) -> list[Access]:
    """A free statement is examined by nobody; its paper says who was told of it."""
    url = statement.get_absolute_url()
    return [
        Access(statement.number, step["who"], step["why"], statement.signed_at, url=url)
        for step in statement.read_content()["route"]
    ]


def recipient(copy: dict[str, Any]) -> str:
    if copy["kind"] == CopyKind.OTHER_LINE:
        return f"{copy['title']}, {copy['unit']}"
    return copy["region"] or str(CopyKind(copy["kind"]).label)


def copy_words(copy: dict[str, Any]) -> str:
    return "Tembusan: sudah dibaca" if copy["first"] else "Tembusan: belum dibaca"


def moment(text: str) -> datetime.datetime:
    """A time as PostgreSQL writes it into JSON."""
    return datetime.datetime.fromisoformat(text)
