"""Statements and campaigns for tests, made by walking the real moves."""

from datetime import timedelta

from deadlines.calendar import today_in
from declarations.content import preview_of
from declarations.forms.identification import all_no
from declarations.identification.answered import field_of
from declarations.models import Kind, Statement, Status
from declarations.workflow import campaigns, identification
from declarations.workflow import statements as workflow
from documents.signing import prove_password
from personnel.grants import forget
from personnel.models import Tenure
from tests.personnel.factories import (
    PASSWORD,
    SmallOffice,
    give,
    make_position,
    make_region,
    make_tenure,
    make_unit,
    make_user,
)

__all__ = [
    "PASSWORD",
    "SmallOffice",
    "answers_for",
    "fill",
    "free_draft",
    "give",
    "identify",
    "make_campaign",
    "make_office",
    "make_position",
    "make_region",
    "make_statement",
    "make_tenure",
    "make_unit",
    "make_user",
    "party",
    "sign",
]

TEXTS = {
    "duty": "Saya menilai penawaran pengadaan alat tulis kantor bulan ini.",
    "source": "Salah satu penawar adalah perusahaan milik kakak kandung saya.",
    "link": "Penilaian saya menentukan pemenang, sehingga dapat dianggap memihak.",
}


def make_office():
    """
    A small office whose province has a region of the Inspektorat.

    Besides the posts of SmallOffice: `auditor` of region II and `chief_inspector`,
    both users.
    """
    office = SmallOffice()
    office.region = make_region("II", office.province)
    office.auditor = make_user("Auditor Wilayah Dua")
    give(office.auditor, "AUDITOR", region=office.region)
    office.chief_inspector = make_user("Inspektur Utama")
    give(office.chief_inspector, "CHIEF_INSPECTOR")
    return office


def make_campaign(unit, *, days=14, **fields):
    """
    A campaign that began today and lasts some days.

    Unless `by` is given, who opened it administers nothing afterwards.
    """
    today = today_in(unit.timezone)
    fields.setdefault("name", "Deklarasi tahunan")
    fields.setdefault("starts_on", today)
    fields.setdefault("due_on", today + timedelta(days=days))
    if "by" in fields:
        return campaigns.open_campaign(unit=unit, **fields)
    opener = make_user("Pembuka Kampanye")
    granted = give(opener, "ORGANISATION_ADMIN")
    campaign = campaigns.open_campaign(unit=unit, by=opener, **fields)
    granted.delete()
    forget(opener)
    return campaign


def make_statement(
    status: Status = Status.SIGNED,
    *,
    kind: Kind = Kind.FREE,
    tenure: Tenure | None = None,
    **answers,
) -> Statement:
    """
    A statement of somebody, brought to a status by the moves that lead there.

    Takes for a conflict what `answers_for` takes.
    """
    tenure = tenure or make_office().staff
    made = workflow.start(tenure.user, kind, tenure=tenure)
    made = identify(made) if kind == Kind.FREE else fill(made, kind=kind, **answers)
    if status == Status.DRAFT:
        return made
    made = sign(made)
    if status == Status.SUPERSEDED:
        sign(workflow.start(tenure.user, Kind.FREE, tenure=tenure))
        made.refresh_from_db()
    if status == Status.WITHDRAWN:
        made = workflow.withdraw(made, by=tenure.user)
    return made


def free_draft(tenure: Tenure) -> Statement:
    """A FREE draft that is ready to be signed: none of the situations applies."""
    return make_statement(Status.DRAFT, tenure=tenure)


def sign(statement: Statement, *, password: str = PASSWORD, **more) -> Statement:
    """Sign a draft as its declarant, as the page does."""
    user = statement.declarant
    statement = Statement.objects.with_declarant().get(pk=statement.pk)
    return workflow.sign(
        statement,
        by=user,
        proof=prove_password(user, password, address="127.0.0.1"),
        content_hash=preview_of(statement).content_hash,
        consent=True,
        **more,
    )


def identify(statement: Statement, **given: str) -> Statement:
    """
    Answer the questionnaire: "no" to all that is always asked, but for `given`.

    Names are the codes of questions with underscores: `keluarga_peserta="YES"`.
    """
    answered = identification.answered_in(statement)
    typed = all_no(answered.current)
    for name, answer in given.items():
        typed[field_of(name.replace("_", "-"))] = [answer]
    identification.answer(
        statement, typed, version=answered.version, by=statement.declarant
    )
    statement.refresh_from_db()
    return statement


def fill(statement: Statement, **answers) -> Statement:
    """Answer every topic of a conflict draft, as the pages do."""
    for slug, typed in answers_for(**answers).items():
        version = statement.read_answers().get(slug, {}).get("version", 0)
        workflow.save_topic(
            statement, slug, typed, version=version, by=statement.declarant
        )
        statement.refresh_from_db()
    return statement


def answers_for(
    *, kind=Kind.POTENTIAL, parties=None, matter=None, **texts
) -> dict[str, dict]:
    """
    What somebody typed, by topic, in the shape of a POST.

    Takes the other parties as dicts of `party`, the matter of the unit where one is
    chosen, and texts for duty, source and link.
    """
    parties = [party()] if parties is None else parties
    told = TEXTS | texts
    rows = {
        f"p{place}-{field}": [str(value)]
        for place, row in enumerate(parties)
        for field, value in row.items()
    }
    nobody = {} if parties else {"nobody": ["on"]}
    return {
        "jenis": {
            "kind": [str(kind)],
            "sources": ["AFFILIATION"],
            "forms": ["ELECTION_PARTY"],
        },
        "tugas": {"duty": [told["duty"]], "matter": [str(matter.pk if matter else "")]},
        "kaitan": {"source": [told["source"]], "link": [told["link"]]},
        "pihak": {"rows": [str(max(len(parties), 1))], **nobody, **rows},
        "saran": {"controls": ["RECUSE"]},
    }


def party(name="CV Sumber Makmur", *, person="", election="NO", **fields):
    """One other party; `person` is the id of a colleague or superior."""
    return {
        "person": person,
        "name": name,
        "relation": "SIBLING",
        "position": "Perusahaan alat tulis",
        "election": election,
        **fields,
    }
