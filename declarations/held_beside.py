"""
What is held of a person beside his statements: duties, cases of superiors, waiting.

All of it by one query, since the page of one's own data asks many providers.
"""

import datetime
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, OuterRef, QuerySet
from django.db.models.functions import JSONObject
from django.urls import reverse

from declarations.asking import MOVED
from declarations.held_accesses import (
    moment,
    read_and_copied,
    receiver_without_post,
    seen_by,
)
from declarations.models import (
    OPEN,
    Case,
    CaseStatus,
    CoolingOff,
    Excuse,
    Forum,
    Obligation,
    Referral,
    ReferralResult,
    Step,
    StepKind,
)
from kpu_coi.dates import hari_tanggal, tanggal
from kpu_coi.holdings import LEGAL_DUTY, Access, Entry, Group, first_of
from personnel.models import User

RETENTION = "2 tahun aktif, 3 tahun inaktif (menunggu jadwal retensi arsip KPU)"
STEPS = (
    Step.objects.filter(obligation=OuterRef("pk"))
    .order_by("pk")
    .values(json=JSONObject(kind="kind", on="on"))
)
REFERRAL = JSONObject(
    forum="forum",
    number="number",
    on="referred_on",
    result="result",
    result_number="result_number",
    result_on="result_on",
)
DUTY = JSONObject(
    campaign="campaign__name",
    unit="unit__name",
    due_on="due_on",
    met="met_at",
    paper="on_paper",
    excuse="excuse",
    steps="steps_taken",
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
    referred="referred",
    copied_to="copied_to",
    read_by="read_by",
)
WAITING = JSONObject(
    number="number", capacity="capacity", starts_on="starts_on", ends_on="ends_on"
)


def beside_statements(user, rows: int | None) -> dict[str, list[dict[str, Any]]]:
    """Duties, cases that superiors opened on him (rule 18), and waiting periods."""
    owed = Obligation.objects.of(user).annotate(steps_taken=ArraySubquery(STEPS))
    begun = seen_by(Case.objects.filter(person=user, statement=None), "pk")
    begun = begun.annotate(
        files=Count("attachments"), referred=ArraySubquery(referrals_of("pk"))
    ).order_by("-received_at")
    waits = CoolingOff.objects.filter(person=user).order_by("-starts_on")
    owed = owed.order_by("-due_on", "-pk")
    row = User.objects.filter(pk=user.pk).values(
        owed=ArraySubquery(owed.values(json=DUTY)[:rows]),
        begun=ArraySubquery(begun.values(json=BEGUN)[:rows]),
        waits=ArraySubquery(waits.values(json=WAITING)[:rows]),
    )
    return row.get()


def referrals_of(case: str) -> QuerySet[Referral, Any]:
    """Where a case was referred to, by the name that a row has for it."""
    found = Referral.objects.filter(decision__case=OuterRef(case)).order_by("pk")
    return found.values(json=REFERRAL)


def referral_words(row: dict[str, Any]) -> str:
    forum = Forum(row["forum"]).label
    words = f"Dirujuk pada {day(row['on'])}: {forum}, surat nomor {row['number']}"
    if not row["result"]:
        return words
    result = ReferralResult(row["result"]).label
    on, number = day(row["result_on"]), row["result_number"]
    return f"{words}. Hasil pada {on}, nomor {number}: {result}"


def case_entry(case: dict[str, Any]) -> Entry:
    status = CaseStatus(case["status"])
    lines = ["Perkara yang dibuka atasan", case["unit"], status.label]
    if status in OPEN:
        lines.append(f"Diputuskan paling lambat {day(case['due_on'])}")
    lines += map(referral_words, case["referred"])
    if case["files"]:
        lines.append(f"Lampiran: {case['files']} berkas")
    at = moment(case["received_at"])
    return Entry(case["number"], tuple(lines), at, case_url(case))


def case_url(case: dict[str, Any]) -> str:
    return reverse("declarations:case", args=[case["public_id"]])


def begun_accesses(case: dict[str, Any]) -> list[Access]:
    """To whom such a case went, who got a copy, and who has read it."""
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
        retention=RETENTION,
        recipients="Operator satker, Inspektorat: sudah atau belum, bukan jenisnya",
        entries=tuple(
            Entry(row["campaign"] or MOVED, duty_lines(row)) for row in obligations
        ),
        cut=cut,
    )


def duty_lines(row: dict[str, Any]) -> tuple[str, ...]:
    """Where, until when, how it stands, and what was done about it."""
    lines = [row["unit"]]
    if row["due_on"]:
        lines.append(f"Paling lambat {day(row['due_on'])}")
    if row["excuse"]:
        lines.append(f"Tidak wajib lagi: {Excuse(row['excuse']).label.lower()}")
    else:
        lines.append(met_words(row))
    for step in row["steps"]:
        on = tanggal(datetime.date.fromisoformat(step["on"]))
        lines.append(f"{StepKind(step['kind']).label} {on}")
    return tuple(lines)


def met_words(row: dict[str, Any]) -> str:
    if row["paper"]:
        return "Sudah dipenuhi dengan kertas"
    return "Sudah dipenuhi" if row["met"] else "Belum dipenuhi"


def waiting(rows: list[dict[str, Any]], most: int | None) -> Group:
    found, cut = first_of(rows, most)
    return Group(
        code="masa-tunggu",
        title="Masa tunggu",
        purpose="Memberitahukan masa tunggu sesudah jabatan terakhir berakhir",
        basis="PermenPANRB 17/2024. " + LEGAL_DUTY,
        retention=RETENTION,
        recipients="Operator satker terakhir dan Inspektorat: nama, jabatan, tanggal",
        entries=tuple(
            Entry(
                row["number"],
                (
                    row["capacity"],
                    f"{day(row['starts_on'])} sampai dengan {day(row['ends_on'])}",
                ),
            )
            for row in found
        ),
        cut=cut,
    )


def day(text: str) -> str:
    """A date as PostgreSQL writes it into JSON, in words."""
    return hari_tanggal(datetime.date.fromisoformat(text))
