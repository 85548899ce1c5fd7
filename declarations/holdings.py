"""
What is held of a person's own statements, cases and duties, and who read them.

Only what he declared himself: where a statement of somebody else names him, that
statement is the other's (UU 27/2022 Pasal 33). Notes of the Inspektorat are not told.
"""

import datetime
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, OuterRef
from django.db.models.functions import JSONObject
from django.urls import reverse

from declarations.models import (
    OPEN,
    Case,
    CaseStatus,
    Copy,
    Obligation,
    Reading,
    Statement,
)
from declarations.models.copies import CopyKind
from documents.models import Standing
from kpu_coi.dates import hari_tanggal
from kpu_coi.holdings import LEGAL_DUTY, Access, Entry, Group, Holding, first_of
from personnel.models import User

DECLARED = "2 tahun aktif, 3 tahun inaktif (menunggu jadwal retensi arsip KPU)"
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

DUTY = JSONObject(
    campaign="campaign__name",
    unit="unit__name",
    due_on="campaign__due_on",
    fulfilled="fulfilled_by",
)
BEGUN = JSONObject(
    number="number",
    public_id="public_id",
    status="status",
    unit="unit__name",
    due_on="due_on",
    received_at="received_at",
    post="addressee__title",
    post_unit="addressee__unit__name",
    to_plenary="to_plenary",
    files="files",
    copied_to="copied_to",
    read_by="read_by",
)


def seen_by(rows, case: str):
    """The rows, each with who reads the case that this field leads to."""
    readings = Reading.objects.filter(case=OuterRef(case)).values(json=READING)
    copies = Copy.objects.filter(case=OuterRef(case)).values(json=COPY)
    return rows.annotate(
        read_by=ArraySubquery(readings), copied_to=ArraySubquery(copies)
    )


def held(user, most: int | None) -> Holding:
    rows = (
        Statement.objects.visible_to(user)
        .select_related("unit", "regime", "document", "case__addressee__unit")
        .annotate(files=Count("attachments"))
        .defer("answers", "document__record")
        .newest_first()
    )
    statements, cut = first_of(seen_by(rows, "case")[: limit(most)], most)
    more = beside_statements(user, most)
    begun = more["begun"]
    declared = Group(
        code="pernyataan",
        title="Pernyataan, perkara, dan surat",
        purpose="Menangani benturan kepentingan",
        basis="Keputusan KPU 323/2020 dan UU 30/2014 Pasal 42 sampai 45. " + LEGAL_DUTY,
        retention=DECLARED,
        recipients="Atasan yang menelaah dan Inspektorat untuk pernyataan potensi atau "
        "aktual. Operator satker hanya melihat bahwa Anda sudah menyatakan",
        entries=(
            *map(statement_entry, statements),
            *map(case_entry, begun),
        ),
        cut=cut,
    )
    accesses = [access for row in statements for access in accesses_of(row)]
    accesses += [access for row in begun for access in begun_accesses(row)]
    duties_held = duties(more["owed"], most)
    return Holding(groups=[declared, duties_held], accesses=accesses)


def limit(most: int | None) -> int | None:
    return None if most is None else most + 1


def statement_entry(statement: Statement) -> Entry:
    lines = [statement.kind_label, statement.unit.name, statement.standing[1]]
    case = getattr(statement, "case", None)
    if case and case.is_open:
        lines.append(f"Diputuskan paling lambat {hari_tanggal(case.due_on)}")
    if statement.document:
        standing = Standing(statement.document.standing).label
        lines.append(f"Surat: {standing}, {statement.document.get_state_display()}")
    if statement.files:
        lines.append(f"Lampiran: {statement.files} berkas")
    return Entry(
        title=statement.number or "Draf, hanya terlihat oleh Anda",
        lines=tuple(lines),
        at=statement.signed_at or statement.saved_at,
        url=statement.continue_url
        if statement.is_draft
        else statement.get_absolute_url(),
    )


def beside_statements(user, most: int | None) -> dict[str, list[dict[str, Any]]]:
    """His duties, and the cases that superiors opened on him (rule 18); one query."""
    owed = Obligation.objects.of(user).order_by("-campaign__due_on")
    begun = seen_by(Case.objects.filter(person=user, statement=None), "pk")
    begun = begun.annotate(files=Count("attachments")).order_by("-received_at")
    row = User.objects.filter(pk=user.pk).values(
        owed=ArraySubquery(owed.values(json=DUTY)[: limit(most)]),
        begun=ArraySubquery(begun.values(json=BEGUN)[: limit(most)]),
    )
    return row.get()


def case_entry(case: dict[str, Any]) -> Entry:
    status = CaseStatus(case["status"])
    lines = ["Perkara yang dibuka atasan", case["unit"], status.label]
    if status in OPEN:
        day = datetime.date.fromisoformat(case["due_on"])
        lines.append(f"Diputuskan paling lambat {hari_tanggal(day)}")
    if case["files"]:
        lines.append(f"Lampiran: {case['files']} berkas")
    at = moment(case["received_at"])
    return Entry(case["number"], tuple(lines), at, case_url(case))


def case_url(case: dict[str, Any]) -> str:
    return reverse("declarations:case", args=[case["public_id"]])


def begun_accesses(case: dict[str, Any]) -> list[Access]:
    if case["post"]:
        who = f"{case['post']}, {case['post_unit']}"
    else:
        who = receiver_without_post(case["to_plenary"])
    at, url = moment(case["received_at"]), case_url(case)
    told = [Access(case["number"], who, "Penerima: menelaah", at, None, url)]
    return told + read_and_copied(case["number"], at, url, case)


def duties(rows: list[dict[str, Any]], most: int | None) -> Group:
    obligations, cut = first_of(rows, most)
    return Group(
        code="kewajiban",
        title="Kewajiban menyatakan",
        purpose="Mengetahui siapa yang wajib, sudah, dan belum menyatakan",
        basis="Keputusan KPU 323/2020. " + LEGAL_DUTY,
        retention=DECLARED,
        recipients="Operator satker, Inspektorat: sudah atau belum, bukan jenisnya",
        entries=tuple(map(duty_entry, obligations)),
        cut=cut,
    )


def duty_entry(row: dict[str, Any]) -> Entry:
    lines = [row["unit"]]
    if row["due_on"]:
        day = datetime.date.fromisoformat(row["due_on"])
        lines.append(f"Paling lambat {hari_tanggal(day)}")
    lines.append("Sudah dipenuhi" if row["fulfilled"] else "Belum dipenuhi")
    return Entry(row["campaign"] or "Pernyataan di satker baru", tuple(lines))


def accesses_of(statement: Statement) -> list[Access]:
    """To whom a case went, who got a copy, and who has read it."""
    case = getattr(statement, "case", None)
    if case is None:
        return [] if statement.is_draft else told_of(statement)
    what, url = statement.number, case.get_absolute_url()
    if case.addressee:
        who = f"{case.addressee.title}, {case.addressee.unit.name}"
    else:
        who = receiver_without_post(case.to_plenary)
    told = [Access(what, who, "Penerima: menelaah", case.received_at, None, url)]
    seen = {"copied_to": statement.copied_to, "read_by": statement.read_by}
    return told + read_and_copied(what, case.received_at, url, seen)


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
