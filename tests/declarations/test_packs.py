"""The pack of a unit: who may have it, what is in it, and what it never tells."""

import re
import zipfile
from contextlib import suppress
from datetime import timedelta
from io import BytesIO

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.storage import default_storage
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from audit.models import Event
from declarations import pack_files
from declarations.holdings import TAKEN_WORDS
from declarations.models import (
    KEPT_FOR,
    Bar,
    KeptOut,
    Kind,
    Obligation,
    Pack,
    PackContents,
    PackState,
    Status,
)
from declarations.rules.packs import may_have
from declarations.workflow import packs
from declarations.workflow import statements as statement_moves
from documents.models import Document, State
from documents.store import keep_pdf
from kpu_coi import vault
from tests.declarations.ceremony_factories import (
    make_operator,
    mark_on_paper,
    owed_by,
)
from tests.factories import (
    give,
    make_campaign,
    make_office,
    make_region,
    make_statement,
    make_unit,
    make_user,
    sign,
)

pytestmark = pytest.mark.django_db
quick = pytest.mark.usefixtures("unset")
PROOFS, STATEMENTS = PackContents.PROOFS, PackContents.STATEMENTS


@pytest.fixture
def office():
    return make_office()


@pytest.fixture
def operator(office):
    return make_operator(office)


@pytest.fixture
def campaign(office, operator):
    return make_campaign(office.unit)


@pytest.fixture
def unset(monkeypatch):
    """Spares the seconds of the typesetter where the words are enough."""
    monkeypatch.setattr(
        pack_files, "set_pages", lambda pages: [page.encode() for page in pages]
    )


class Undone(Exception):
    """Ends a world, so that the next one begins from the same rows."""


def made(campaign, office, contents, *, by):
    """A pack, ordered and made; and the files inside it."""
    pack = packs.order(campaign, office.unit, contents, by=by)
    packs.make(pack.pk)
    pack.refresh_from_db()
    return pack


def inside(pack, *, by):
    with zipfile.ZipFile(BytesIO(packs.read(pack, by=by))) as archive:
        return {info.filename: archive.read(info) for info in archive.infolist()}


def url(name, campaign, office, *more):
    about = [campaign.public_id, office.unit.code, *more]
    return reverse(f"declarations:{name}", args=about)


def words(response):
    return " ".join(response.content.decode().split())


# --- nothing tells who filed a potential conflict -------------------------------------


def two_worlds(act):
    """What `act(kind)` gives in two worlds that differ in one person's kind alone."""
    found = []
    for kind in (Kind.FREE, Kind.POTENTIAL):
        with suppress(Undone), transaction.atomic():
            found.append(act(kind))
            raise Undone
    return found


@pytest.mark.rule(2)
def test_the_units_pack_is_the_same_byte_for_byte(office, operator, campaign):
    at = timezone.now()
    make_statement(tenure=office.head)

    def act(kind):
        make_statement(kind=kind, tenure=office.staff)
        Obligation.objects.filter(met_at__isnull=False).update(met_at=at)
        pack = made(campaign, office, PROOFS, by=operator)
        return packs.read(pack, by=operator), pack.size, pack.total, pack.sha256

    free, potential = two_worlds(act)

    assert free == potential
    with zipfile.ZipFile(BytesIO(free[0])) as archive:
        names = archive.namelist()
        assert {info.date_time for info in archive.infolist()} == {pack_files.STILL}
    assert names == sorted(names)
    assert len([name for name in names if name.startswith("tanda-bukti/")]) == 2


@quick
@pytest.mark.rule(2)
def test_the_pages_of_the_pack_are_the_same(client, office, operator, campaign):
    client.force_login(operator)
    at = timezone.now()

    def act(kind):
        make_statement(kind=kind, tenure=office.staff)
        pack = made(campaign, office, PROOFS, by=operator)
        Pack.objects.update(made_at=at, ordered_at=at, sha256="0" * 64)
        pages = [url("packs", campaign, office)]
        pages.append(url("pack", campaign, office, pack.public_id))
        return [
            re.sub(
                r'value="[^"]{64}"|[0-9a-f-]{36}|berkas/\d+',
                "",
                words(client.get(page)),
            )
            for page in pages
        ]

    free, potential = two_worlds(act)

    assert free == potential


@quick
@pytest.mark.rule(2)
def test_a_potential_conflict_filed_later_changes_nothing(office, operator, campaign):
    make_statement(tenure=office.staff)
    before = inside(made(campaign, office, PROOFS, by=operator), by=operator)

    make_statement(kind=Kind.POTENTIAL, tenure=office.staff)

    assert inside(made(campaign, office, PROOFS, by=operator), by=operator) == before


@pytest.mark.rule(62)
def test_the_pages_say_telah_menyatakan_and_no_number(office, operator, campaign):
    signed = make_statement(kind=Kind.POTENTIAL, tenure=office.staff)
    mark_on_paper(owed_by(office.head.user, campaign), by=operator)
    pack = Pack(campaign=campaign, unit=office.unit, contents=PROOFS)
    lines = pack_files.lines_of(pack)
    declared = [line for line in lines if line.declared]

    pages = [
        pack_files.recap_page(pack, lines),
        pack_files.attendance_page(pack, declared),
        *(pack_files.proof_page(pack, line) for line in declared),
    ]

    assert {line.who["name"] for line in declared} == {
        office.staff.user.name,
        office.head.user.name,
    }
    assert pages[0].count("<td>Telah menyatakan</td>") == 2
    assert pages[0].count("<td>Belum</td>") == len(lines) - 2
    assert pages[1].count("Kertas") == 1
    for page in pages:
        assert signed.number not in page
        assert "otensi" not in page


# --- who may have it ------------------------------------------------------------------


def test_who_may_have_which_pack(office, operator, campaign):
    elsewhere, administrator, other_auditor = make_user(), make_user(), make_user()
    give(elsewhere, "UNIT_OPERATOR", unit=make_unit("33.74", "KPU Kota Semarang"))
    give(administrator, "ORGANISATION_ADMIN")
    bali = make_unit("51", "KPU Provinsi Bali")
    give(other_auditor, "AUDITOR", region=make_region("I", bali))
    people = {
        "declarant": office.staff.user,
        "superior": office.head.user,
        "operator": operator,
        "elsewhere": elsewhere,
        "auditor": office.auditor,
        "other_auditor": other_auditor,
        "chief": office.chief_inspector,
        "administrator": administrator,
    }

    may = {
        (name, contents)
        for name, user in people.items()
        for contents in PackContents
        if may_have(user, campaign, office.unit, contents)
    }

    assert may == {
        ("operator", PROOFS),
        ("administrator", PROOFS),
        ("auditor", STATEMENTS),
        ("chief", STATEMENTS),
    }


def test_an_auditor_who_is_kept_out_of_a_case_there_gets_no_statements(
    client, office, campaign
):
    potential = make_statement(kind=Kind.POTENTIAL, tenure=office.staff)
    KeptOut.objects.create(
        case=potential.case,
        person_key=vault.person_key(office.auditor.pk),
        why=Bar.PARTY,
    )
    client.force_login(office.auditor)

    assert client.get(url("packs", campaign, office)).status_code == 404
    with pytest.raises(PermissionDenied):
        packs.order(campaign, office.unit, STATEMENTS, by=office.auditor)


def test_an_operator_neither_sees_nor_takes_the_statements(
    client, office, operator, campaign
):
    make_statement(tenure=office.staff)
    pack = made(campaign, office, STATEMENTS, by=office.auditor)
    client.force_login(operator)

    assert "Surat Pernyataan Bebas" not in words(
        client.get(url("packs", campaign, office))
    )
    for name in ("pack", "pack_download"):
        page = url(name, campaign, office, pack.public_id)
        assert client.get(page).status_code == 404
    order = url("pack_order", campaign, office, "statements")
    assert client.post(order).status_code == 404
    assert client.post(url("pack_order", campaign, office, "semua")).status_code == 404


@quick
def test_another_unit_finds_no_pack(client, office, operator, campaign):
    pack = made(campaign, office, PROOFS, by=operator)
    stranger = make_user()
    give(stranger, "UNIT_OPERATOR", unit=make_unit("33.74", "KPU Kota Semarang"))
    client.force_login(stranger)

    for page in (
        url("packs", campaign, office),
        url("pack", campaign, office, pack.public_id),
        url("pack_download", campaign, office, pack.public_id),
    ):
        assert client.get(page).status_code == 404


# --- the statements, for the Inspektorat ----------------------------------------------


def test_the_inspectorate_gets_the_sealed_free_statements_in_force(office, campaign):
    free = make_statement(tenure=office.staff)
    make_statement(kind=Kind.POTENTIAL, tenure=office.head)
    unsealed = make_statement(tenure=office.secretary)
    keep_pdf(free.document.pk, b"%PDF-1.7 tersegel")

    pack = made(campaign, office, STATEMENTS, by=office.auditor)

    name = free.number.replace("/", "-")
    files = inside(pack, by=office.auditor)
    assert set(files) == {
        "00-daftar-isi-sha256.txt",
        f"surat-pernyataan/{name}.pdf",
    }
    assert files[f"surat-pernyataan/{name}.pdf"] == b"%PDF-1.7 tersegel"
    assert Document.objects.get(pk=unsealed.document.pk).state != State.SEALED


def test_whoever_took_the_statements_is_told_to_those_who_signed_them(
    client, office, campaign
):
    free = make_statement(tenure=office.staff)
    make_statement(kind=Kind.POTENTIAL, tenure=office.head)
    keep_pdf(free.document.pk, b"%PDF-1.7 tersegel")
    pack = made(campaign, office, STATEMENTS, by=office.auditor)
    packs.read(pack, by=office.auditor)

    told = {}
    for person in (office.staff.user, office.head.user):
        client.force_login(person)
        told[person] = TAKEN_WORDS in words(client.get(reverse("privacy:my_data")))

    assert told == {office.staff.user: True, office.head.user: False}


# --- the job --------------------------------------------------------------------------


@quick
def test_ordering_leads_to_a_page_with_its_progress(client, office, operator, campaign):
    client.force_login(operator)

    answer = client.post(url("pack_order", campaign, office, "proofs"))

    pack = Pack.objects.get()
    assert answer.url == url("pack", campaign, office, pack.public_id)
    assert "menunggu giliran" in words(client.get(answer.url))
    packs.tell_progress(pack.pk, 3, 12)
    page = words(client.get(answer.url, headers={"HX-Request": "true"}))
    assert "<b>3 dari 12</b> bagian sudah dibuat" in page
    assert "Tersisa 9 bagian." in page
    assert "<html" not in page


def test_ordering_twice_makes_one(client, office, operator, campaign):
    first = packs.order(campaign, office.unit, PROOFS, by=operator)

    assert packs.order(campaign, office.unit, PROOFS, by=operator) == first


@quick
def test_the_file_lies_sealed_and_its_taking_is_logged(
    client, office, operator, campaign
):
    pack = made(campaign, office, PROOFS, by=operator)
    client.force_login(operator)

    answer = client.get(url("pack_download", campaign, office, pack.public_id))

    assert answer["Content-Type"] == "application/zip"
    assert answer["Cache-Control"] == "private, no-store"
    assert answer.content.startswith(b"PK")
    with default_storage.open(pack.stored_as) as sealed:
        assert not sealed.read().startswith(b"PK")
    assert Event.objects.filter(action="pack.read").count() == 1


@quick
def test_a_second_run_of_the_job_changes_nothing(office, operator, campaign):
    pack = made(campaign, office, PROOFS, by=operator)

    packs.make(pack.pk)

    assert Pack.objects.get().stored_as == pack.stored_as


def test_a_failure_is_said_and_can_be_ordered_again(
    client, office, operator, campaign, monkeypatch
):
    def broken(pages):
        raise RuntimeError

    make_statement(tenure=office.staff)
    pack = packs.order(campaign, office.unit, PROOFS, by=operator)
    monkeypatch.setattr(pack_files, "set_pages", broken)

    with pytest.raises(RuntimeError):
        packs.make(pack.pk)

    client.force_login(operator)
    page = words(client.get(url("pack", campaign, office, pack.public_id)))
    assert "tidak berhasil dibuat" in page
    assert packs.order(campaign, office.unit, PROOFS, by=operator) != pack


@quick
def test_packs_are_removed_after_some_days(office, operator, campaign):
    pack = made(campaign, office, PROOFS, by=operator)
    kept = made(campaign, office, PROOFS, by=operator)
    lost = packs.order(campaign, office.unit, PROOFS, by=operator)
    Pack.objects.filter(pk=pack.pk).update(made_at=timezone.now() - KEPT_FOR)
    Pack.objects.filter(pk=lost.pk).update(
        ordered_at=timezone.now() - timedelta(hours=3)
    )

    assert packs.remove_old() == 1

    assert not default_storage.exists(pack.stored_as)
    assert default_storage.exists(kept.stored_as)
    states = dict(Pack.objects.values_list("pk", "state"))
    assert states == {
        pack.pk: PackState.REMOVED,
        kept.pk: PackState.READY,
        lost.pk: PackState.FAILED,
    }


def test_whoever_withdrew_is_not_in_the_pack(office, operator, campaign):
    signed = make_statement(tenure=office.staff)
    statement_moves.withdraw(signed, by=office.staff.user)
    pack = Pack(campaign=campaign, unit=office.unit, contents=PROOFS)

    assert not any(line.declared for line in pack_files.lines_of(pack))
    assert (
        sign(make_statement(Status.DRAFT, tenure=office.staff)).status == Status.SIGNED
    )


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("Siti Aminah, S.H.", "Siti-Aminah-S-H"),
        ("../../etc/passwd", "etc-passwd"),
        ("René", "Rene"),
        ("李", "pegawai"),
    ],
)
def test_a_name_is_a_sound_file_name(name, plain):
    assert pack_files.plain_name(name) == plain
