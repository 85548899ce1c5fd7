"""What the office holds of a person's requests, and what it told him of breaches."""

from collections.abc import Iterable
from typing import Any

from django.db.models import F, Value
from django.urls import reverse

from kpu_coi.dates import ZONES, waktu
from kpu_coi.holdings import Entry, Group, Holding, first_of
from privacy.models import (
    Channel,
    DataRequest,
    Delivery,
    FieldGroup,
    RequestKind,
    RequestStatus,
)

ASKED, TOLD = "asked", "told"

BASIS = "UU 27/2022 Pasal 30 sampai 46"
KEPT = "5 tahun sesudah dijawab (menunggu jadwal retensi arsip KPU)"


def held(user: Any, most: int | None) -> Holding:
    rows = told_of(user, None if most is None else most + 1)
    asked = [row for row in rows if row["what"] == ASKED]
    told = [row for row in rows if row["what"] == TOLD]
    return Holding(groups=[requests(asked, most), notices(told, most)])


def told_of(user: Any, limit: int | None) -> list[dict[str, Any]]:
    """Requests and notices, the newest of each first, in one query."""
    asked = DataRequest.objects.of(user).order_by("-received_at", "-pk")
    told = Delivery.objects.to(user).order_by("-delivered_at", "-pk")
    asked_rows = asked.values(
        "public_id",
        what=Value(ASKED),
        code=F("kind"),
        words=F("group"),
        state=F("status"),
        at=F("received_at"),
        until=F("due_at"),
        zone=F("zone_abbr"),
    )[:limit]
    told_rows = told.values(
        "public_id",
        what=Value(TOLD),
        code=F("channel"),
        words=F("letter__document__number"),
        state=Value(""),
        at=F("delivered_at"),
        until=F("delivered_at"),
        zone=Value("WIB"),
    )[:limit]
    rows: Iterable[Any] = asked_rows.union(told_rows, all=True).order_by("-at")
    return list(rows)


def requests(rows: list[dict[str, Any]], most: int | None) -> Group:
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
                str(RequestKind(row["code"]).label),
                (
                    str(FieldGroup(row["words"]).label),
                    str(RequestStatus(row["state"]).label),
                    limit_words(row),
                ),
                at=row["at"],
                url=reverse("privacy:request", args=[row["public_id"]]),
            )
            for row in found
        ),
        cut=cut,
    )


def limit_words(row: dict[str, Any]) -> str:
    until = waktu(row["until"], ZONES[row["zone"]], row["zone"])
    return f"Dijawab paling lambat {until}"


def notices(rows: list[dict[str, Any]], most: int | None) -> Group:
    found, cut = first_of(rows, most)
    return Group(
        code="pemberitahuan",
        title="Pemberitahuan kegagalan pelindungan data",
        purpose="Memberi tahu Anda bila data Anda terungkap kepada pihak lain",
        basis="UU 27/2022 Pasal 46",
        retention=KEPT,
        recipients="Pejabat Pelindungan Data Pribadi dan Inspektur Utama",
        entries=tuple(
            Entry(
                row["words"],
                (f"Disampaikan lewat: {Channel(row['code']).label}",),
                at=row["at"],
                url=reverse("privacy:notice_letter", args=[row["public_id"]]),
            )
            for row in found
        ),
        cut=cut,
    )
