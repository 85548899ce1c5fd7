"""The list of personal interests: rule 10, PermenPANRB 17/2024 (parts A to F)."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse

from declarations.content import preview_of
from declarations.models import Asks, Kind, Obligation, Statement, Status
from declarations.pages.lists import list_page
from declarations.topics import PART_FORMS
from declarations.workflow import statements as workflow
from documents.issuing import read_paper
from personnel.models import Unit
from tests.factories import (
    PASSWORD,
    make_campaign,
    make_office,
    make_position,
    make_statement,
    make_tenure,
    sign,
)
from tests.list_factories import (
    FAMILY,
    KPU,
    fill_list,
    fresh_statement,
    list_answers,
    make_list,
    rows,
    tomorrow,
    under,
    under_panrb,
)

pytestmark = pytest.mark.django_db
LIST = "/deklarasi/daftar-kepentingan/"


@pytest.fixture
def office():
    found = make_office()
    under_panrb(found.unit)
    return found


@pytest.fixture
def visitor(client, office):
    client.force_login(office.staff.user)
    return client


def words(response):
    return response.content.decode()


def url(name, statement, *more):
    return reverse(f"declarations:{name}", args=[statement.public_id, *more])


@pytest.mark.rule(10)
def test_the_parts_have_the_headings_and_columns_of_the_official_form():
    told = {
        f"{form.letter}. {form.title}": form.columns for form in PART_FORMS.values()
    }

    assert told == {
        "A. Hubungan Keluarga dan Kerabat": (
            "Nama",
            "Hubungan",
            "Pekerjaan/Jabatan dan Instansi",
            "Situasi",
        ),
        "B. Hubungan Bisnis dan Finansial": (
            "Bentuk Kepemilikan",
            "Nilai/Prosentase",
            "Nama Badan Usaha/Lokasi Aset",
            "Situasi",
        ),
        "C. Pekerjaan Lain Di Luar Pekerjaan Pokok": (
            "Bentuk Pekerjaan",
            "Jabatan/Fungsi",
            "Nama Perusahaan/Institusi",
            "Situasi",
        ),
        "D. Jabatan Publik Lain yang Diemban (Rangkap Jabatan)": (
            "Jabatan",
            "Unit/Institusi",
            "Situasi",
        ),
        "E. Hubungan atau Afiliasi Lainnya": ("Afiliasi", "Jawaban", "Keterangan"),
        "F. Rencana Pasca Pensiun atau Pengunduran Diri": ("Rencana", "Keterangan"),
    }


@pytest.mark.rule(10, 30, 33)
def test_a_list_is_filled_signed_numbered_and_sealed_for_nobody_else(office):
    signed = make_list(tenure=office.staff)

    paper = read_paper(signed.document)
    tables = {part["title"][0]: part["rows"] for part in paper["content"]["list"]}
    assert signed.number.split("/")[1:3] == ["DKP", "33.21"]
    assert signed.document.confidential
    assert "signer" not in signed.document.public
    assert tables["A"] == [list(FAMILY.values())]
    assert [tables[letter] for letter in "BCD"] == [[], [], []]
    assert tables["E"][1] == [
        "Profesi, ikatan alumni, atau klub",
        "Ya",
        "Ikatan alumni fakultas hukum",
    ]
    assert tables["F"] == [["Rencana", "Tidak"]]
    assert FAMILY["name"].encode() not in bytes(signed.content)
    assert signed.handling is None


@pytest.mark.rule(10)
def test_where_the_basis_asks_for_none_there_is_no_list(client):
    office = make_office()
    client.force_login(office.staff.user)

    page = client.get(LIST)
    pressed = client.post(LIST)

    assert (page.status_code, pressed.status_code) == (403, 403)
    assert "tidak berlaku di satuan kerja ini" in words(page)
    assert not Statement.objects.exists()
    with pytest.raises(PermissionDenied, match="tidak berlaku"):
        workflow.start(office.staff.user, Kind.INTEREST_LIST)


@pytest.mark.rule(10)
def test_a_draft_cannot_be_signed_in_a_post_whose_unit_keeps_no_lists(office, client):
    elsewhere = make_tenure(
        office.staff.user, make_position("Staf Pokja", unit=office.province)
    )
    draft = make_list(Status.DRAFT, tenure=office.staff)
    draft = workflow.choose_post(draft, elsewhere, by=office.staff.user)
    client.force_login(office.staff.user)

    assert client.get(url("sign", draft)).status_code == 403
    assert client.get(url("review", draft)).status_code == 403
    with pytest.raises(PermissionDenied, match="tidak berlaku"):
        sign(draft)


@pytest.mark.rule(2)
def test_a_list_meets_only_the_campaign_that_asks_for_lists(office):
    make_campaign(office.unit)
    make_campaign(office.unit, name="Daftar tahunan", asks=Asks.INTEREST_LIST)
    owed = Obligation.objects.of(office.staff.user)

    made = make_list(tenure=office.staff)
    met_by_list = set(owed.filter(fulfilled_by=made).values_list("campaign__asks"))
    free = make_statement(tenure=office.staff)
    met_by_free = set(owed.filter(fulfilled_by=free).values_list("campaign__asks"))

    assert met_by_list == {("INTEREST_LIST",)}
    assert met_by_free == {("STATEMENT",)}


@pytest.mark.rule(1, 10)
def test_a_campaign_for_lists_asks_only_where_the_basis_keeps_them():
    office = make_office()
    under_panrb(office.province)
    under(KPU, office.unit)

    campaign = make_campaign(office.province, cascade=True, asks=Asks.INTEREST_LIST)

    units = set(campaign.obligations.values_list("unit", flat=True))
    assert units == {office.province.pk}


def test_a_list_leaves_the_free_statement_in_force(office):
    free = make_statement(tenure=office.staff)

    made = make_list(tenure=office.staff)

    assert fresh_statement(free).status == Status.SIGNED
    assert made.supersedes is None


@pytest.mark.rule(3)
def test_a_new_list_begins_with_the_one_in_force_and_takes_its_place(office, visitor):
    old = make_list(tenure=office.staff)

    draft = workflow.start(office.staff.user, Kind.INTEREST_LIST)
    changed = FAMILY | {"work": "Pensiunan"}
    new_row = FAMILY | {"name": "Rahmat Hidayat"}
    fill_list(draft, {"keluarga": rows(changed, new_row)})
    page = words(visitor.get(url("review", draft)))
    new = sign(draft)

    assert "Perubahan dari yang berlaku" in page
    assert "Pensiunan" in page
    assert page.count("Ditambahkan") == 1
    assert page.count("Diubah") == 1
    assert new.supersedes == old
    assert fresh_statement(old).status == Status.SUPERSEDED
    assert fresh_statement(old).document.standing == "SUPERSEDED"
    assert "Diisi dari yang berlaku" not in words(visitor.get(url("statement", new)))


def test_the_declarant_alone_sees_it(office, client):
    made = make_list(tenure=office.staff)
    draft = workflow.start(office.staff.user, Kind.INTEREST_LIST)

    for user in (office.head.user, office.auditor, office.chief_inspector):
        client.force_login(user)
        assert client.get(url("statement", made)).status_code == 404
        assert client.get(url("topic", draft, "keluarga")).status_code == 404
        assert client.get(url("history", made)).status_code == 404


def test_the_page_is_filled_part_by_part_without_a_script(visitor, office):
    begun = visitor.post(LIST)
    draft = Statement.objects.get()
    typed = {"version": "0", "rows": "1", "p0-name": "Siti"}

    added = visitor.post(url("add_row", draft, "keluarga"), typed, follow=True)
    removed = visitor.post(
        url("remove_row", draft, "keluarga", 0),
        {"version": "1", "rows": "2", "p0-name": "Siti", "p1-name": "Budi"},
        follow=True,
    )
    stale = visitor.post(
        url("autosave", draft, "keluarga"), {"version": "0", "rows": "1"}
    )

    assert begun.url == url("topics", draft)
    assert "Orang 2" in words(added)
    assert "Budi" in words(removed)
    assert "Siti" not in words(removed)
    assert stale.status_code == 409


def test_signing_on_the_page_leads_to_a_list_in_force(visitor, office):
    draft = make_list(Status.DRAFT, tenure=office.staff)
    read = Statement.objects.with_declarant().get(pk=draft.pk)

    page = words(visitor.get(url("sign", draft)))
    signed = visitor.post(
        url("sign", draft),
        {
            "consent": "on",
            "password": PASSWORD,
            "content_hash": preview_of(read).content_hash,
        },
        follow=True,
    )

    assert "Tanda tangani daftar" in page
    assert "Daftar ditandatangani" in words(signed)
    assert "Perbarui daftar" in words(signed)
    assert "Perbarui paling lambat" in words(visitor.get(LIST))


@pytest.mark.parametrize(
    ("slug", "typed", "said"),
    [
        ("keluarga", rows(), None),
        ("keluarga", {"rows": ["1"]}, "Tulis paling sedikit satu orang"),
        ("keluarga", rows({"name": "Siti"}), "Tulis hubungannya"),
        ("keluarga", rows(FAMILY) | {"nobody": ["on"]}, "Hapus centang"),
        ("bisnis", rows({"value": "10%"}), "Tulis bentuk kepemilikannya"),
        ("pekerjaan-lain", rows({"place": "CV Contoh"}), "Tulis bentuk pekerjaannya"),
        ("rangkap-jabatan", rows({"post": "Ketua RW"}), "Tulis unit atau institusinya"),
        ("keluarga", rows(FAMILY | {"name": "a" * 101}), "100"),
        ("keluarga", rows(FAMILY | {"name": "中文"}), "tidak dapat dicetak"),
        ("afiliasi", {}, "Pilih ya atau tidak"),
        (
            "afiliasi",
            {"society": ["NO"], "profession": ["NO"], "party": ["YES"]},
            "Sebutkan afiliasinya",
        ),
        ("rencana", {"plans": ["YES"]}, "Sebutkan perusahaan"),
        ("rencana", {"plans": ["YES"], "company": ["CV Contoh"]}, None),
        ("rencana", {"plans": ["MAYBE"]}, "bukan"),
        ("keluarga", {"rows": ["-7"], "nobody": ["on"]}, "lebih besar"),
    ],
    ids=str,
)
def test_a_part_is_judged_at_its_fields(visitor, office, slug, typed, said):
    draft = workflow.start(office.staff.user, Kind.INTEREST_LIST)

    sent = visitor.post(url("topic", draft, slug), typed | {"version": "0"})

    if said is None:
        assert sent.status_code == 302
    else:
        assert sent.status_code == 200
        assert said in words(sent)
        draft.refresh_from_db()
        assert draft.read_answers()[slug]["version"] == 1


@pytest.mark.parametrize("slug", ["tugas", "pihak", "lain"])
def test_a_list_has_only_its_own_parts(visitor, office, slug):
    draft = workflow.start(office.staff.user, Kind.INTEREST_LIST)

    assert visitor.get(url("topic", draft, slug)).status_code == 404
    assert visitor.post(url("add_row", draft, slug)).status_code == 404


def test_a_part_without_rows_takes_none(visitor, office):
    draft = workflow.start(office.staff.user, Kind.INTEREST_LIST)

    assert visitor.post(url("add_row", draft, "rencana")).status_code == 404
    assert visitor.post(url("remove_row", draft, "rencana", 0)).status_code == 404


def test_the_largest_list_still_fits_its_paper(office):
    full = {
        "name": "Nama " * 19,
        "relation": "Kakak " * 16,
        "work": "Kerja " * 16,
        "situation": "Situasi " * 25,
    }
    answers = list_answers(family=[full] * 8)

    draft = fill_list(workflow.start(office.staff.user, Kind.INTEREST_LIST), answers)

    assert len(sign(draft).read_content()["list"][0]["rows"]) == 8


def test_the_database_keeps_one_list_in_force_and_one_draft(office):
    old = make_list(tenure=office.staff)
    make_list(tenure=office.staff)
    draft = workflow.start(office.staff.user, Kind.INTEREST_LIST)
    conflict = workflow.start(office.staff.user, Kind.POTENTIAL)
    rows_of = Statement.objects.filter

    with (
        pytest.raises(IntegrityError, match="statement_one_list_in_force"),
        transaction.atomic(),
    ):
        rows_of(pk=old.pk).update(status=Status.SIGNED, ended_at=None)
    with (
        pytest.raises(IntegrityError, match="statement_one_list_draft"),
        transaction.atomic(),
    ):
        rows_of(pk=conflict.pk).update(kind=Kind.INTEREST_LIST)
    assert workflow.start(office.staff.user, Kind.INTEREST_LIST) == draft


def test_by_when_it_is_renewed_is_counted_on_the_calendar_of_the_unit(
    office, monkeypatch
):
    Unit.objects.update(timezone="Asia/Jayapura", tz_abbr="WIT")
    at_night = datetime(2026, 12, 1, 0, 30, tzinfo=ZoneInfo("Asia/Jayapura"))
    monkeypatch.setattr("django.utils.timezone.now", lambda: at_night)
    make_list(tenure=office.staff)

    page = list_page(office.staff.user, [office.staff], date(2026, 12, 1))

    assert page["again_on"] == date(2027, 12, 1)


def test_a_withdrawn_list_is_owed_again(office):
    make_campaign(office.unit, asks=Asks.INTEREST_LIST)
    made = make_list(tenure=office.staff)

    workflow.withdraw(made, by=office.staff.user)

    owed = Obligation.objects.of(office.staff.user).get()
    assert owed.fulfilled_by is None
    assert fresh_statement(made).document.standing == "WITHDRAWN"


def test_a_basis_to_come_does_not_open_the_list_today(client):
    office = make_office()
    under_panrb(office.unit, since=tomorrow())
    client.force_login(office.staff.user)

    assert client.get(LIST).status_code == 403


@pytest.mark.parametrize("page", ["list", "topics", "topic", "review", "sign"])
def test_its_pages_ask_little_of_the_database(
    visitor, office, django_assert_max_num_queries, page
):
    make_list(tenure=office.staff)
    counts = []
    for count in (1, 3):
        people = [FAMILY | {"name": f"Orang {place}"} for place in range(count)]
        draft = workflow.start(office.staff.user, Kind.INTEREST_LIST)
        fill_list(draft, {"keluarga": rows(*people)})
        more = ["keluarga"] if page == "topic" else []
        address = LIST if page == "list" else url(page, draft, *more)
        visitor.get(address)
        with django_assert_max_num_queries(12) as asked:
            assert visitor.get(address).status_code == 200
        counts.append(len(asked))

    assert counts[0] == counts[1]
