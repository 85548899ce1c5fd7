"""
What is held of a person's own statements, cases and duties, and who read them.

Only what he declared himself: where a statement of somebody else names him, that
statement is the other's (UU 27/2022 Pasal 33). Notes of the Inspektorat are not told.
"""

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef
from django.db.models.functions import JSONObject

from declarations.held_accesses import (
    moment,
    read_and_copied,
    receiver_without_post,
    seen_by,
)
from declarations.held_beside import (
    RETENTION,
    begun_accesses,
    beside_statements,
    case_entry,
    day,
    duties,
    referral_words,
    referrals_of,
    waiting,
)
from declarations.models import (
    Attachment,
    HandlingNote,
    Order,
    PackContents,
    PackReading,
    Recusal,
    Source,
    Statement,
)
from documents.models import Standing
from kpu_coi.counting import rows_in
from kpu_coi.dates import hari_tanggal
from kpu_coi.holdings import LEGAL_DUTY, Access, Entry, Group, Holding, first_of

RECUSALS = (
    Recusal.objects.filter(case=OuterRef("case"))
    .order_by("pk")
    .values(json=JSONObject(source="source", since="starts_on", ended="ended_on"))
)
ORDERED = (
    Order.objects.filter(case=OuterRef("case"))
    .order_by("signed_at")
    .values(json=JSONObject(number="number", taken="acknowledged_at"))
)
NOTED = HandlingNote.objects.filter(case=OuterRef("case"))
FILES = Attachment.objects.filter(statement=OuterRef("pk"))
TAKEN_WORDS = "Inspektorat: mengunduh berkas surat bebas kampanye"
TAKEN = PackReading.objects.filter(
    pack__contents=PackContents.STATEMENTS,
    pack__campaign__obligations__fulfilled_by=OuterRef("pk"),
    pack__campaign__obligations__unit=F("pack__unit"),
    pack__made_at__gte=OuterRef("signed_at"),
).values(json=JSONObject(name="reader__name", at="at"))


def held(user, most: int | None) -> Holding:
    statements, cut = first_of(statements_of(user)[: limit(most)], most)
    more = beside_statements(user, limit(most))
    begun = more["begun"]
    declared = Group(
        code="pernyataan",
        title="Pernyataan, perkara, dan surat",
        purpose="Menangani benturan kepentingan",
        basis="Keputusan KPU 323/2020 dan UU 30/2014 Pasal 42 sampai 45. " + LEGAL_DUTY,
        retention=RETENTION,
        recipients="Atasan yang menelaah dan Inspektorat untuk pernyataan potensi atau "
        "aktual. Daftar Kepentingan Pribadi hanya Anda yang membacanya. Operator "
        "satker hanya melihat bahwa Anda sudah menyatakan",
        entries=(*map(statement_entry, statements), *map(case_entry, begun)),
        cut=cut,
    )
    accesses = [access for row in statements for access in accesses_of(row)]
    accesses += [access for row in begun for access in begun_accesses(row)]
    groups = [declared, duties(more["owed"], most), waiting(more["waits"], most)]
    return Holding(groups=groups, accesses=accesses)


def limit(most: int | None) -> int | None:
    return None if most is None else most + 1


def statements_of(user):
    """His statements with their cases, files, and who has seen them."""
    rows = (
        Statement.objects.visible_to(user)
        .select_related(
            "unit",
            "regime",
            "document",
            "case__addressee__unit",
            "former_case__addressee__unit",
        )
        .annotate(
            files=rows_in(FILES),
            out_of=ArraySubquery(RECUSALS),
            taken_by=ArraySubquery(TAKEN),
            ordered=ArraySubquery(ORDERED),
            noted=rows_in(NOTED),
            referred=ArraySubquery(referrals_of("case")),
        )
        .defer("answers", "document__record")
        .newest_first()
    )
    return seen_by(rows, "case", "former_case")


def statement_entry(statement: Statement) -> Entry:
    lines = [statement.kind_label, statement.unit.name, statement.standing[1]]
    case = statement.handling
    if case and case.is_open:
        lines.append(f"Diputuskan paling lambat {hari_tanggal(case.due_on)}")
    lines += [recusal_words(recusal) for recusal in statement.out_of]
    lines += [order_words(order) for order in statement.ordered]
    lines += map(referral_words, statement.referred)
    if statement.noted:
        lines.append(f"Catatan pelaksanaan pengendalian: {statement.noted}")
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


def order_words(order: dict[str, str | None]) -> str:
    taken = "sudah Anda terima" if order["taken"] else "belum Anda terima"
    return f"Perintah penanganan {order['number']}: {taken}"


def recusal_words(recusal: dict[str, str | None]) -> str:
    """From when to when one stays out because of it, and on which basis."""
    basis = Source(recusal["source"]).label
    words = f"Tidak ikut memutus sejak {day(recusal['since'])} ({basis})"
    return words + (f", berakhir {day(recusal['ended'])}" if recusal["ended"] else "")


def accesses_of(statement: Statement) -> list[Access]:
    """To whom a case went, who got a copy, and who has read it."""
    case = statement.handling
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


def told_of(statement: Statement) -> list[Access]:
    """A free statement is examined by nobody; its paper says who was told of it."""
    url = statement.get_absolute_url()
    return [
        Access(statement.number, step["who"], step["why"], statement.signed_at, url=url)
        for step in statement.read_content()["route"]
    ] + [
        Access(statement.number, one["name"], TAKEN_WORDS, moment(one["at"]), url=url)
        for one in statement.taken_by
        if statement.is_free
    ]
