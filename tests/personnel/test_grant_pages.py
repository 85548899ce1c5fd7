"""The pages of grants: the list and its file, finding a person, asking, deciding."""

import csv
import io
from datetime import timedelta

import pytest
from django.utils import timezone

from audit.models import Event
from kpu_coi.navigation import places_of
from notifications.models import Message
from notifications.tasks import grant_changed, grant_ended
from personnel.home import home
from personnel.models import Grant, GrantProposal
from personnel.workflow import grants as workflow
from tests.personnel.factories import (
    give,
    make_region,
    make_tenure,
    make_unit,
    make_user,
)
from tests.personnel.grant_factories import REASON, administrator, fresh, propose

pytestmark = [pytest.mark.django_db, pytest.mark.rule(64)]

A_DAY = timedelta(days=1)
LIST = "/personalia/kewenangan/"
EXPORT = f"{LIST}ekspor/"
FIND = f"{LIST}usulkan/"


@pytest.fixture
def keeper(client):
    user = administrator(name="Penjaga Kewenangan")
    client.force_login(user)
    return user


def today():
    return timezone.localdate()


def shown(client, query=""):
    page = client.get(f"{LIST}?{query}")
    assert page.status_code == 200
    return {row.user.name for row in page.context["page"]}


def file_of(client, query=""):
    answer = client.get(f"{EXPORT}?{query}")
    text = answer.content.decode("utf-8-sig")
    return answer, list(csv.DictReader(io.StringIO(text), delimiter=";"))


# --- the list -----------------------------------------------------------------------


@pytest.fixture
def several(keeper):
    unit, other = make_unit(), make_unit("51", "KPU Provinsi Bali")
    people = {name: make_user(name) for name in ("Ani", "Budi", "Citra", "Dewi", "Eko")}
    give(people["Ani"], "COMPLAINT_OFFICER", unit=unit)
    give(people["Budi"], "UNIT_OPERATOR", unit=other, since=today() + A_DAY)
    give(people["Citra"], "AUDITOR", region=make_region(), until=today())
    propose(people["Dewi"], "DPO", by=keeper)
    fallen = propose(people["Eko"], "DPO", by=keeper)
    workflow.withdraw(fallen, by=keeper)
    return people


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", {"Ani", "Penjaga Kewenangan"}),
        ("lihat=tidak-dikenal", {"Ani", "Penjaga Kewenangan"}),
        ("lihat=akan-datang", {"Budi"}),
        ("lihat=berakhir", {"Citra"}),
        ("lihat=menunggu", {"Dewi"}),
        ("lihat=tidak-jadi", {"Eko"}),
        ("peran=COMPLAINT_OFFICER", {"Ani"}),
        ("peran=UPG", set()),
        ("satker=33.21", {"Ani"}),
        ("satker=33-", {"Ani"}),
        ("satker=51", set()),
        ("lihat=akan-datang&satker=51", {"Budi"}),
        ("lihat=berakhir&wilayah=II", {"Citra"}),
        ("q=an", {"Ani", "Penjaga Kewenangan"}),
        ("q=ani", {"Ani"}),
        ("q=%25", set()),
        ("q=UJI-", {"Ani", "Penjaga Kewenangan"}),
    ],
)
def test_the_list_shows_what_was_asked_for(client, several, query, expected):
    assert shown(client, query) == expected


def test_tabs_count_what_the_filters_leave(client, several):
    page = client.get(f"{LIST}?q=Citra")

    counts = {tab["label"]: tab["count"] for tab in page.context["tabs"]}
    assert counts == {
        "Berlaku": 0,
        "Menunggu persetujuan": 0,
        "Akan datang": 0,
        "Berakhir": 1,
        "Tidak jadi": 0,
    }
    assert page.context["tabs"][0]["url"] == "?q=Citra&lihat=berlaku"


@pytest.mark.parametrize(
    "query", ["", "lihat=menunggu", "peran=COMPLAINT_OFFICER", "q=Citra"]
)
def test_the_file_holds_exactly_what_is_shown(client, several, query):
    answer, rows = file_of(client, query)

    assert answer["Content-Disposition"].startswith("attachment")
    assert {row["Nama"] for row in rows} == shown(client, query)


def test_a_row_of_the_file_names_days_and_scope(client, several):
    _, rows = file_of(client, "lihat=berakhir")

    number = several["Citra"].employee_number
    assert rows == [
        {
            "Nama": "Citra",
            "Nomor pegawai": number,
            "Peran": "Auditor wilayah",
            "Lingkup": "Inspektorat Wilayah II",
            "Kode lingkup": "II",
            "Mulai": "2020-01-01",
            "Sampai": (today() - A_DAY).isoformat(),
            "Keadaan": "Berakhir",
        }
    ]
    assert Event.objects.get(action="grant.export")


@pytest.mark.parametrize("start", ["=", "+", "-", "@"])
def test_no_cell_of_the_file_is_a_formula(client, keeper, start):
    give(make_user(f"{start}1+1"), "UPG", unit=make_unit())

    _, rows = file_of(client, "peran=UPG")

    assert rows[0]["Nama"] == f"'{start}1+1"


def test_others_see_their_own_grants_and_no_more(client, several):
    client.force_login(several["Ani"])

    assert shown(client) == {"Ani"}
    assert shown(client, "lihat=menunggu") == set()
    assert [row["Nama"] for row in file_of(client)[1]] == ["Ani"]
    assert "Usulkan kewenangan" not in client.get(LIST).text


@pytest.mark.parametrize(("days", "marked"), [(30, True), (31, False), (None, False)])
def test_what_ends_within_thirty_days_is_marked(client, keeper, days, marked):
    until = today() + days * A_DAY if days else None
    give(make_user(), "UPG", unit=make_unit(), until=until)

    assert ("Segera berakhir" in client.get(LIST).text) is marked


def test_a_long_list_has_pages(client, keeper):
    for number in range(26):
        give(make_user(f"Petugas {number}"), "UPG", unit=make_unit())

    first = client.get(LIST)

    assert len(first.context["page"]) == 25
    assert len(client.get(f"{LIST}?page=2").context["page"]) == 2
    assert len(file_of(client)[1]) == 27


# --- finding somebody ---------------------------------------------------------------


def found(client, query):
    people = client.get(f"{FIND}?{query}").context["people"]
    return people and {person.name for person in people}


def test_a_person_is_found_by_name_number_and_unit(client, keeper):
    there = make_tenure(make_user("Siti Aminah")).user
    make_user("Siti Rahayu", employee_number="PPNPN-77")
    make_user("Siti Lama", is_active=False)

    assert found(client, "q=siti") == {"Siti Aminah", "Siti Rahayu"}
    assert found(client, "q=aminah+siti") == {"Siti Aminah"}
    assert found(client, "q=ppnpn-77") == {"Siti Rahayu"}
    assert found(client, "q=siti&satker=33.21") == {there.name}
    assert found(client, "satker=33.21") == {there.name}
    assert found(client, "q=Penjaga") == []
    assert found(client, "") is None


def test_of_many_the_first_twenty_are_shown(client, keeper):
    for number in range(22):
        make_user(f"Joko {number:02}")

    page = client.get(f"{FIND}?q=joko")

    assert "Lebih dari 20 orang cocok" in page.text
    assert page.text.count("Joko ") == 20


# --- asking -------------------------------------------------------------------------


def form_of(person, slug="petugas-pengaduan"):
    return f"{FIND}{person.pk}/{slug}/"


def typed(**fields):
    return {
        "unit": "33.21",
        "since": today().isoformat(),
        "last_day": "",
        "reason": REASON,
    } | fields


def test_a_proposal_is_sent_and_waits_for_another(client, keeper):
    person = make_tenure().user

    answer = client.post(form_of(person), typed(), follow=True)

    made = GrantProposal.objects.get()
    assert answer.redirect_chain == [(made.get_absolute_url(), 302)]
    assert (made.role, made.unit.code, made.reason) == (
        "COMPLAINT_OFFICER",
        "33.21",
        REASON,
    )
    assert "Menunggu administrator lain" in answer.text


def test_the_last_day_typed_is_the_last_day_in_force(client, keeper):
    person, last = make_tenure().user, today() + 30 * A_DAY

    client.post(form_of(person, "upg"), typed(last_day=last.isoformat()))

    assert Grant.objects.get(user=person).period.upper == last + A_DAY


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("unit", "", "Pilih satker"),
        ("unit", "99.99", "Satker itu tidak ada"),
        ("since", "", "Isi hari pertama"),
        ("since", "31-31-2026", "Isi tanggal yang ada di kalender"),
        ("since", "2020-01-01", "Pilih hari ini atau hari sesudahnya"),
        ("last_day", "2020-01-01", "tidak boleh sebelum hari mulai"),
        ("reason", "  ", "Tulis mengapa"),
        ("reason", "x" * 501, "Paling banyak 500 huruf"),
    ],
)
def test_what_will_not_do_is_told_at_its_field_and_nothing_is_lost(
    client, keeper, field, value, words
):
    person = make_tenure().user

    page = client.post(form_of(person), typed(**{field: value}))

    assert words in str(page.context["form"].errors[field])
    assert page.context["form"]["reason"].value() in (REASON, value)
    assert not GrantProposal.objects.exists()


@pytest.mark.parametrize(
    ("slug", "fields"),
    [
        ("operator-satker", {"unit"}),
        ("auditor-wilayah", {"region"}),
        ("administrator-sistem", set()),
    ],
)
def test_only_the_scope_that_the_role_has_is_asked(client, keeper, slug, fields):
    page = client.get(form_of(make_tenure().user, slug))

    assert {"unit", "region"} & set(page.context["form"].fields) == fields


def test_what_stands_in_the_way_is_said_with_all_that_was_typed(client, keeper):
    person = make_tenure().user
    give(person, "COMPLAINT_OFFICER", unit=make_unit())

    page = client.post(form_of(person), typed())

    assert page.status_code == 409
    assert "sudah memegang kewenangan yang sama" in page.text
    assert REASON in page.text


@pytest.mark.parametrize("slug", ["raja", "COMPLAINT_OFFICER"])
def test_an_unknown_role_is_not_found(client, keeper, slug):
    assert client.get(form_of(make_user(), slug)).status_code == 404


def test_somebody_who_left_is_not_found(client, keeper):
    assert client.get(form_of(make_user(is_active=False))).status_code == 404


def test_for_oneself_the_form_is_closed(client, keeper):
    answer = client.get(form_of(keeper))

    assert answer.status_code == 403
    assert "diri sendiri" in answer.text


# --- deciding -----------------------------------------------------------------------


def test_another_administrator_approves_on_the_page(client, keeper):
    made = propose(make_user(), "DPO", by=administrator())

    answer = client.post(f"{made.get_absolute_url()}setujui/", follow=True)

    made.refresh_from_db()
    assert answer.redirect_chain == [(made.grant.get_absolute_url(), 302)]
    assert "Kewenangan diberikan" in answer.text


def test_a_refusal_needs_its_reason(client, keeper):
    made = propose(make_user(), "DPO", by=administrator())

    empty = client.post(f"{made.get_absolute_url()}tolak/", {"words": ""})
    assert "Tulis mengapa usulan ini ditolak" in empty.text

    client.post(f"{made.get_absolute_url()}tolak/", {"words": "Belum ada SK."})
    made.refresh_from_db()
    assert (made.outcome, made.refusal) == ("REFUSED", "Belum ada SK.")


def test_a_move_that_is_no_longer_open_says_so_on_the_page(client, keeper):
    proposer = administrator()
    made = propose(make_user(), "DPO", by=proposer)
    workflow.withdraw(made, by=proposer)

    page = client.post(f"{made.get_absolute_url()}setujui/")

    assert page.status_code == 409
    assert "Usulan ini sudah “Ditarik”." in page.text


def test_a_grant_is_ended_on_its_page(client, keeper):
    grant = give(make_user(), "DPO")
    address = f"{grant.get_absolute_url()}akhiri/"

    missing = client.post(address, {"when": "nanti", "last_day": "", "reason": "Usai."})
    assert "Isi hari terakhir berlakunya." in missing.text

    client.post(address, {"when": "sekarang", "last_day": "", "reason": "Usai."})
    again = client.post(address, {"when": "sekarang", "reason": "Usai."})
    grant.refresh_from_db()
    assert (grant.period.upper, grant.end_reason) == (today(), "Usai.")
    assert again.status_code == 409
    assert "sudah berakhir" in again.text


def test_who_has_it_lays_it_down_himself(client):
    user = make_tenure().user
    grant = give(user, "UPG", unit=make_unit())
    client.force_login(user)

    page = client.get(f"{grant.get_absolute_url()}akhiri/")
    client.post(
        f"{grant.get_absolute_url()}akhiri/",
        {"when": "sekarang", "reason": "Pindah tugas."},
    )

    grant.refresh_from_db()
    assert "Letakkan kewenangan" in page.text
    assert grant.ended_by == user


def test_a_grant_is_prolonged_on_its_page(client, keeper):
    until = today() + 9 * A_DAY
    grant = give(make_user(), "UPG", unit=make_unit(), until=until)
    address = f"{grant.get_absolute_url()}perpanjang/"

    early = {"last_day": today().isoformat(), "reason": "Masih perlu."}
    assert "Pilih hari sesudah" in client.post(address, early).text

    client.post(address, early | {"last_day": until.isoformat()})
    later = Grant.objects.get(period__startswith=until)
    assert (later.user, later.period.upper) == (grant.user, until + A_DAY)
    assert "Perpanjangan diusulkan" in client.get(grant.get_absolute_url()).text


def test_the_page_of_a_grant_tells_its_history_with_its_reasons(client, keeper):
    made = propose(make_user(), "DPO", by=administrator(name="Pengusul Pertama"))
    given = workflow.approve(made, by=keeper).grant
    workflow.end(given, by=keeper, reason="Tugas dialihkan.")

    page = client.get(given.get_absolute_url()).text

    for words in ("Diusulkan oleh Pengusul Pertama", REASON, "Disetujui oleh Penjaga"):
        assert words in page
    assert "Tugas dialihkan." in page


# --- who is told --------------------------------------------------------------------


def told(user):
    return list(
        Message.objects.filter(recipient=user).values_list("subject", flat=True)
    )


def test_the_receiver_and_the_other_administrators_are_told_once():
    proposer, approver = administrator(), administrator()
    other, receiver = administrator("SYSTEM_ADMIN"), make_user("Rahasia Namanya")
    made = propose(receiver, "COMPLAINT_OFFICER", by=proposer, unit=make_unit())
    grant_changed("proposed", made.pk)
    given = workflow.approve(made, by=approver).grant
    for _ in range(2):
        grant_changed("approved", made.pk)
    workflow.end(given, by=other, reason="Usai.")
    grant_ended(given.pk)

    role = "Petugas pengaduan, KPU Kabupaten Demak"
    assert told(receiver) == [
        f"Kewenangan Anda sebagai {role} diakhiri",
        f"Anda diberi kewenangan {role}",
        f"Anda diusulkan sebagai {role}",
    ]
    assert told(other) == [
        f"Kewenangan diberikan: {role}",
        f"Setujui kewenangan: {role}",
    ]
    assert told(proposer) == [
        f"Kewenangan diakhiri: {role}",
        f"Kewenangan diberikan: {role}",
    ]
    texts = Message.objects.values_list("subject", "body")
    assert not any("Rahasia" in text for pair in texts for text in pair)


@pytest.mark.parametrize("what", ["refused", "withdrawn"])
def test_what_came_to_nothing_is_told_too(what):
    proposer, other, receiver = administrator(), administrator(), make_user()
    made = propose(receiver, "DPO", by=proposer)
    if what == "refused":
        workflow.refuse(made, by=other, words="Belum perlu.")
    else:
        workflow.withdraw(made, by=proposer)

    grant_changed(what, made.pk)

    word = {"refused": "ditolak", "withdrawn": "ditarik"}[what]
    role = "Pejabat Pelindungan Data Pribadi, seluruh Indonesia"
    assert told(receiver) == [f"Usulan {role} untuk Anda {word}"]


def test_home_asks_other_administrators_alone():
    proposer, other = administrator(), administrator("SYSTEM_ADMIN")
    receiver = administrator()
    propose(receiver, "DPO", by=proposer)

    duties = {user: home(fresh(user)).duties for user in (proposer, other, receiver)}

    [duty] = duties[other]
    assert (duty.title, duty.lines) == ("Setujui kewenangan", ("1 usulan menunggu",))
    assert duty.url == f"{LIST}?lihat=menunggu"
    assert duties[proposer] == duties[receiver] == []
    assert home(make_user()).duties == []
    place = next(p for p in places_of(fresh(other)) if p.label == "Kewenangan")
    assert place.count == 1
