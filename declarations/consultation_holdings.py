"""
What is held of a person's own private questions, and which adviser read them.

Asked together with the counts of his menu, so that his own page needs no query more.
"""

import base64
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, Func, OuterRef, TextField, Value
from django.db.models.functions import JSONObject

from declarations.held_accesses import moment
from declarations.models import Consultation, ConsultationReading
from kpu_coi.holdings import Access, Entry, Group, Holding, first_of
from kpu_coi.navigation import ask_with_places

READINGS = ConsultationReading.objects.filter(consultation=OuterRef("pk")).values(
    json=JSONObject(who="reader__name", first="first_at", last="last_at")
)
SUBJECT = Func(
    F("subject_sealed"),
    Value("base64"),
    function="encode",
    output_field=TextField(),
)


def held(user, most: int | None) -> Holding:
    asked = ask_with_places(user, questions_held=ArraySubquery(rows(most)))
    found, cut = first_of(asked["questions_held"], most)
    group = Group(
        code="konsultasi",
        title="Konsultasi sebelum menyatakan",
        purpose="Memberi nasihat sebelum Anda menyatakan",
        basis="Persetujuan Anda dengan bertanya (UU 27/2022 Pasal 20 ayat (2) huruf a)",
        retention="2 tahun aktif, 3 tahun inaktif (menunggu jadwal retensi arsip KPU)",
        recipients="Satu penasihat yang mengambilnya. Mejanya hanya melihat nomor dan "
        "tanggal",
        entries=tuple(map(entry_of, found)),
        cut=cut,
    )
    return Holding(
        groups=[group], accesses=[access for row in found for access in read(row)]
    )


def rows(most: int | None):
    """One's own questions, the newest first, as the database tells them."""
    mine = Consultation.objects.filter(asker=OuterRef("pk")).order_by("-asked_at")
    told = mine.values(
        json=JSONObject(
            pk="pk",
            public_id="public_id",
            subject=SUBJECT,
            asked="asked_at",
            taken="taken_at",
            closed="closed_at",
            readings=ArraySubquery(READINGS),
        )
    )
    return told if most is None else told[: most + 1]


def question(row: dict[str, Any]) -> Consultation:
    return Consultation(
        pk=row["pk"],
        public_id=row["public_id"],
        subject_sealed=base64.b64decode(row["subject"]),
        closed_at=row["closed"],
    )


def entry_of(row: dict[str, Any]) -> Entry:
    one = question(row)
    if row["closed"]:
        state = "Selesai"
    else:
        state = "Diambil penasihat" if row["taken"] else "Menunggu penasihat"
    return Entry(
        f"{one}: {one.subject}",
        (state,),
        at=moment(row["asked"]),
        url=one.get_absolute_url(),
    )


def read(row: dict[str, Any]) -> list[Access]:
    one = question(row)
    return [
        Access(
            str(one),
            reading["who"],
            "Membaca sebagai penasihat",
            moment(reading["first"]),
            moment(reading["last"]),
            one.get_absolute_url(),
        )
        for reading in row["readings"]
    ]
