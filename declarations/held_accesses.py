"""Who has seen what somebody declared: copies and readings of its case, in words."""

import datetime
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Q
from django.db.models.functions import JSONObject

from declarations.models import Copy, Reading
from declarations.models.copies import CopyKind
from kpu_coi.holdings import Access

READING = JSONObject(
    name="reader__name", how="capacity", first="first_at", last="last_at"
)
COPY = JSONObject(
    kind="kind",
    region="region__name",
    title="position__title",
    unit="position__unit__name",
    first="first_read_at",
)


def seen_by(rows, *cases: str):
    """The rows, each with who reads the cases to which these fields lead."""
    its = Q()
    for case in cases:
        its |= Q(case=OuterRef(case))
    readings = Reading.objects.filter(its).values(json=READING)
    copies = Copy.objects.filter(its).values(json=COPY)
    return rows.annotate(
        read_by=ArraySubquery(readings), copied_to=ArraySubquery(copies)
    )


def receiver_without_post(to_plenary: bool) -> str:
    return "Rapat Pleno KPU" if to_plenary else "Inspektorat Utama"


def read_and_copied(what, at, url, seen: dict[str, Any]) -> list[Access]:
    """Who got a copy of a case, and who has read it."""
    copied = [
        Access(what, recipient(copy), copy_words(copy), at, None, url)
        for copy in seen["copied_to"]
    ]
    return copied + [
        Access(
            what,
            reading["name"],
            f"Membaca sebagai {reading['how']}",
            moment(reading["first"]),
            moment(reading["last"]),
            url,
        )
        for reading in seen["read_by"]
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
