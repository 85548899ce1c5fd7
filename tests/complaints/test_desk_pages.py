"""The desk's pages: who meets what, what they show, and what their forms do."""

from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from audit.models import Event
from complaints.desk_page import row_of
from complaints.models import Complaint, Record, Referral
from kpu_coi.dates import together
from tests.axe import violations
from tests.browser import chromium, served
from tests.complaints.desk_factories import (
    HEARING,
    REASON,
    WORDS,
    afresh,
    fresh,
    make_at,
    make_overdue,
)
from tests.complaints.factories import Desks, a_file, make_complaint
from tests.personnel.factories import give, make_user

pytestmark = pytest.mark.django_db

DESK = "/petugas/"
WIDTHS = [360, 1366]


def act(complaint, name):
    return reverse(f"complaints:desk_{name}", args=[complaint.public_id])


def page(client, complaint):
    return client.get(complaint.get_absolute_url())


@pytest.fixture
def desks():
    return Desks()


@pytest.fixture
def officer(client, desks):
    client.force_login(desks.officer)
    return desks.officer


@pytest.mark.rule(64)
@pytest.mark.parametrize(
    ("role", "status"),
    [
        ("ORGANISATION_ADMIN", 404),
        ("SYSTEM_ADMIN", 404),
        ("UNIT_OPERATOR", 404),
        (None, 404),
        ("COMPLAINT_OFFICER", 200),
        ("PLENARY_VIEWER", 200),
        ("CHIEF_INSPECTOR", 200),
    ],
)
def test_the_desk_exists_for_who_has_one(client, desks, role, status):
    user = make_user("Seseorang")
    scope = {"unit": desks.unit} if role in UNIT_ROLES else {}
    if role:
        give(user, role, **scope)
    client.force_login(user)

    assert client.get(DESK).status_code == status


UNIT_ROLES = {"UNIT_OPERATOR", "COMPLAINT_OFFICER", "PLENARY_VIEWER"}


def test_the_list_shows_what_is_to_be_done_with_its_date(client, desks, officer):
    complaint = make_complaint()

    html = client.get(DESK).content.decode()

    assert complaint.number in html
    assert "Pelayanan tidak sesuai standar" in html
    assert "leaf" in html
    assert "hari\N{NO-BREAK SPACE}kerja" in html


def test_its_age_is_counted_in_days_of_the_office():
    early = datetime(2026, 11, 22, 18, 30, tzinfo=UTC)  # Monday 01.30 in Jakarta

    row = row_of(Complaint(received_at=early), date(2026, 11, 23))

    assert row.age == together("hari ini")


def test_each_tab_counts_what_lies_behind_it(client, desks, officer):
    for status in ("RECEIVED", "ASSESSED", "INCOMPLETE", "PROVEN"):
        make_at(status, desks=desks)

    tabs = client.get(DESK).context["tabs"]

    assert {tab["label"]: tab["count"] for tab in tabs} == {
        "Perlu dikerjakan": 2,
        "Terlambat": 0,
        "Menunggu pengadu": 1,
        "Selesai": 1,
    }


@pytest.mark.rule(51, 64)
def test_who_only_reads_copies_has_them_before_him(client, desks):
    copied = make_complaint(category="GRATUITY")
    make_complaint(category="SERVICE")
    auditor = make_user("Auditor")
    give(auditor, "AUDITOR", region=desks.region)
    client.force_login(auditor)

    shown = client.get(DESK)

    assert [row.pk for row in shown.context["rows"]] == [copied.pk]
    assert [tab["label"] for tab in shown.context["tabs"]] == ["Untuk diketahui"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q={first}", ["first"]),
        ("q=tidak-ada", []),
        ("status=VERIFYING", ["second"]),
        ("kategori=ABUSE", ["second"]),
        ("umur=0-7", ["first", "second"]),
        ("umur=31-60", []),
        ("lihat=terlambat", []),
        ("lihat=menunggu", []),
    ],
)
def test_the_list_is_narrowed(client, desks, officer, query, found):
    complaints = {
        "first": make_complaint(),
        "second": make_at("VERIFYING", desks=desks, category="ABUSE"),
    }

    asked = query.format(first=complaints["first"].number[:8])
    rows = client.get(f"{DESK}?{asked}").context["rows"]

    assert {row.pk for row in rows} == {complaints[name].pk for name in found}


def test_the_late_are_found(client, desks, officer):
    late = make_at("INCOMPLETE", desks=desks)
    make_overdue(late)
    make_complaint()

    rows = client.get(f"{DESK}?lihat=terlambat").context["rows"]

    assert [row.pk for row in rows] == [late.pk]


def test_a_forwarded_complaint_is_found_by_the_number_of_either_register(client, desks):
    complaint = make_at("VERIFYING", desks=desks)
    client.force_login(desks.officer)
    client.post(act(complaint, "forward"), {"destination": "33:UNIT", "reason": REASON})
    own = Referral.objects.get().number
    client.force_login(desks.province_officer)

    for number in (complaint.number, own):
        rows = client.get(DESK, {"q": number}).context["rows"]
        assert [row.pk for row in rows] == [complaint.pk]
    assert own in page(client, complaint).content.decode()


def test_an_empty_desk_says_what_will_appear(client, desks, officer):
    html = client.get(DESK).content.decode()

    assert "Tidak ada pengaduan di sini" in html


@pytest.mark.rule(64)
def test_reading_the_sealed_text_is_recorded_once_a_visit(client, desks, officer):
    complaint = make_complaint()

    html = page(client, complaint).content.decode()
    page(client, complaint)

    assert "Saya diminta membayar" in html
    assert Event.objects.filter(action="complaint.read").count() == 1
    assert complaint.readings.get().reader == officer


@pytest.mark.rule(45)
def test_the_page_says_who_is_accused(client, desks, officer):
    name = desks.staff.user.name
    complaint = make_complaint(accused_name=name, accused_post="STAFF")

    html = page(client, complaint).content.decode()

    assert name in html
    assert "Pegawai atau petugas pelayanan" in html


@pytest.mark.rule(46, 52)
@pytest.mark.parametrize(
    ("identity", "shown"),
    [("OPEN", True), ("CONFIDENTIAL", False), ("ANONYMOUS", False)],
)
def test_identity_is_shown_as_the_complainant_allowed(
    client, desks, officer, identity, shown
):
    complaint = make_at("VERIFYING", desks=desks, identity=identity)

    html = page(client, complaint).content.decode()

    assert ("Wulan Kencana" in html) is shown


@pytest.mark.rule(52)
def test_a_confidential_name_is_shown_only_in_the_answer_to_a_reason(
    client, desks, officer
):
    complaint = make_at("VERIFYING", desks=desks)
    url = act(complaint, "disclose")

    asked = client.get(url).content.decode()
    without = client.post(url, {"reason": ""}).content.decode()
    opened = client.post(url, {"reason": "Perlu mendengar keterangannya."})
    after = page(client, complaint).content.decode()

    assert "Wulan Kencana" not in asked + without + after
    assert "Wulan Kencana" in opened.content.decode()
    assert "no-store" in opened["Cache-Control"]
    assert Record.objects.filter(kind="DISCLOSURE").count() == 1


@pytest.mark.rule(52)
def test_another_officer_of_the_desk_does_not_open_the_name(client, desks):
    complaint = make_at("VERIFYING", desks=desks)
    other = make_user("Petugas Kedua")
    give(other, "COMPLAINT_OFFICER", unit=desks.unit)
    client.force_login(other)

    assert page(client, complaint).status_code == 200
    refused = client.post(act(complaint, "disclose"), {"reason": "Ingin tahu."})
    assert refused.status_code == 403

    client.post(act(complaint, "take_over"))
    opened = client.post(act(complaint, "disclose"), {"reason": "Saya menangani."})
    assert "Wulan Kencana" in opened.content.decode()


@pytest.mark.rule(69)
def test_a_file_is_saved_never_shown_and_its_reading_recorded(client, desks, officer):
    complaint = make_complaint(files=[a_file()])
    [file] = complaint.files.all()
    url = reverse("complaints:desk_file", args=[complaint.public_id, file.public_id])

    answer = client.get(url)

    assert answer.content == b"isi"
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["Content-Type"] == "application/octet-stream"
    assert Event.objects.latest("pk").action == "complaint.read_file"


def test_a_file_of_another_complaint_is_not_found(client, desks, officer):
    complaint, other = make_complaint(), make_complaint(files=[a_file()])
    [file] = other.files.all()

    url = reverse("complaints:desk_file", args=[complaint.public_id, file.public_id])

    assert client.get(url).status_code == 404


FILLED = {
    "verify": ("RECEIVED", {}, "VERIFYING"),
    "ask": ("VERIFYING", {"question": "Kapan?"}, "INCOMPLETE"),
    "refuse": ("VERIFYING", {"triage": "DUPLICATE", "reason": REASON}, "INELIGIBLE"),
    "assess": (
        "VERIFYING",
        {"triage": "HANDLE_HERE", "needs_examination": "yes"},
        "ASSESSED",
    ),
    "forward": (
        "VERIFYING",
        {"destination": "REFER_OMBUDSMAN", "reason": REASON},
        "FORWARDED",
    ),
    "ticket": ("FORWARDED", {"ticket": "ORI-7"}, "FORWARDED"),
    "examine": ("ASSESSED", {}, "EXAMINING"),
    "hear": ("EXAMINING", HEARING, "EXAMINING"),
    "plenary": ("EXAMINING", {"conclusion": "Cukup bukti."}, "PLENARY"),
    "prove": (
        "PLENARY",
        {"words": WORDS, "plenary_on": "2026-11-20", "plenary_number": "12/BA/2026"},
        "PROVEN",
    ),
    "unprove": ("EXAMINING", {"words": WORDS}, "UNPROVEN"),
    "archive": ("PROVEN", {}, "ARCHIVED"),
}
ASKS_NOTHING = {"verify", "examine", "archive", "take_over"}


def test_closing_without_a_plenary_draws_only_its_own_fields(
    client, desks, officer, caplog
):
    page = client.get(act(make_at("EXAMINING", desks=desks), "unprove"))

    assert "Nomor berita acara pleno" not in page.text
    assert [record for record in caplog.records if record.levelname != "INFO"] == []


@pytest.mark.parametrize("verb", FILLED)
def test_each_verb_does_its_work_and_returns_to_the_complaint(
    client, desks, officer, verb
):
    status, filled, after = FILLED[verb]
    complaint = make_at(status, desks=desks)

    answer = client.post(act(complaint, verb), filled)

    assert answer.status_code == 302, answer.context["form"].errors
    assert answer.url == complaint.get_absolute_url()
    assert fresh(complaint).status == after


@pytest.mark.parametrize("verb", sorted(set(FILLED) - ASKS_NOTHING))
def test_an_empty_form_is_refused_at_its_field(client, desks, officer, verb):
    complaint = make_at(FILLED[verb][0], desks=desks)

    asked = client.get(act(complaint, verb))
    answer = client.post(act(complaint, verb), {})

    assert asked.status_code == 200
    assert answer.status_code == 200
    assert "error-summary" in answer.content.decode()
    assert fresh(complaint).status == FILLED[verb][0]


@pytest.mark.parametrize("verb", FILLED)
def test_a_second_user_reads_why_it_is_too_late(client, desks, officer, verb):
    complaint = make_at("WITHDRAWN", desks=desks)
    filled = FILLED[verb][1]
    if verb == "archive":
        client.post(act(complaint, verb))

    answer = client.post(act(complaint, verb), filled)

    html = answer.content.decode()
    assert answer.status_code == 409
    assert "status pengaduan ini" in html
    if "reason" in filled or "words" in filled:
        assert "Yang Anda ketik" in html


@pytest.mark.rule(54)
def test_a_referral_to_the_dkpp_wants_its_eight_elements(client, desks, officer):
    complaint = make_at("VERIFYING", desks=desks)
    filled = {"destination": "REFER_DKPP", "reason": REASON, "checklist": ["tempus"]}

    refused = client.post(act(complaint, "forward"), filled)
    elements = [
        *("complainant", "accused", "tempus", "locus"),
        *("focus", "modus", "ethics", "evidence"),
    ]
    accepted = client.post(act(complaint, "forward"), filled | {"checklist": elements})

    assert "Masih ada 7 hal" in refused.content.decode()
    assert accepted.status_code == 302
    assert Record.objects.get(kind="REFERRAL").told["checklist"] == elements


@pytest.mark.rule(55)
def test_a_proven_conflict_asks_whether_it_had_been_declared(client, desks, officer):
    complaint = make_at("EXAMINING", desks=desks, category="COI", identity="OPEN")
    filled = {"words": WORDS, "declared": "no"}

    refused = client.post(act(complaint, "prove"), filled)
    accepted = client.post(
        act(complaint, "prove"), filled | {"why_not": "Ia tidak tahu wajib."}
    )

    assert "Tulis mengapa tidak ada pernyataan." in refused.content.decode()
    assert accepted.status_code == 302
    told = Record.objects.get(kind="OUTCOME").told
    assert (told["declared"], told["why_not"]) == ("no", "Ia tidak tahu wajib.")


@pytest.mark.rule(51)
def test_who_forwards_it_up_does_not_keep_it(client, desks, officer):
    complaint = make_at("VERIFYING", desks=desks)

    answer = client.post(
        act(complaint, "forward"), {"destination": "33:UNIT", "reason": REASON}
    )

    assert answer.url == DESK
    assert page(client, complaint).status_code == 404


def test_a_message_reaches_the_complainant_without_the_officers_name(
    client, desks, officer
):
    complaint = make_at("VERIFYING", desks=desks)
    form = page(client, complaint).context["message_form"]
    filled = {"once": form.initial["once"], "body": "Kami sedang memeriksanya."}

    for _ in range(2):
        assert client.post(act(complaint, "write"), filled).status_code == 302
    tracked = client.post("/pengaduan/lacak/", {"code": codeof(complaint)})

    html = tracked.content.decode()
    assert html.count("Kami sedang memeriksanya.") == 1
    assert officer.name not in html


def codeof(complaint):
    """A new code for the complaint: its first one is known to nobody any more."""
    from complaints import receipts
    from tests.complaints.factories import token

    code = receipts.read_token(token()).code
    Complaint.objects.filter(pk=complaint.pk).update(
        receipt_hash=receipts.receipt_hash(code)
    )
    return code


def test_who_may_only_read_is_told_so(client, desks):
    complaint = make_at("VERIFYING", desks=desks, category="ABUSE")
    client.force_login(desks.chief_inspector)

    assert page(client, complaint).status_code == 200
    assert client.get(act(complaint, "ask")).status_code == 403
    assert client.post(act(complaint, "verify")).status_code == 403


LIMITS = {"list": 12, "page": 12, "home": 12}


@pytest.mark.parametrize("what", LIMITS)
def test_queries_do_not_grow_with_the_rows(
    client, desks, officer, what, django_assert_max_num_queries
):
    make_complaint()
    first = make_at("INCOMPLETE", desks=desks, category="COI")
    urls = {"list": DESK, "page": first.get_absolute_url(), "home": "/beranda/"}
    counts = []
    for _ in range(2):
        client.get(urls[what])
        with django_assert_max_num_queries(LIMITS[what]) as seen:
            client.get(urls[what])
        counts.append(len(seen))
        for _ in range(2):
            make_complaint()
            make_at("ASSESSED", desks=desks)

    assert counts[0] == counts[1]


def test_beranda_and_the_menu_say_what_is_due(client, desks, officer):
    complaint = make_complaint()
    waiting = make_at("INCOMPLETE", desks=desks)

    html = client.get("/beranda/").content.decode()

    assert "Verifikasi pengaduan baru" in html
    assert complaint.number in html
    assert waiting.number in html
    assert afresh(officer) == officer


def states(client, desks):
    """Each page of the desk in each of its states, as HTML."""
    other = make_user("Petugas Kedua")
    give(other, "COMPLAINT_OFFICER", unit=desks.unit)
    client.force_login(desks.officer)
    pages = {"empty": client.get(DESK)}
    made = {
        status: make_at(status, desks=desks, identity=identity, files=files)
        for status, identity, files in [
            ("RECEIVED", "OPEN", [a_file()]),
            ("VERIFYING", "CONFIDENTIAL", []),
            ("INCOMPLETE", "ANONYMOUS", []),
            ("ASSESSED", "OPEN", []),
            ("FORWARDED", "OPEN", []),
            ("EXAMINING", "OPEN", []),
            ("PLENARY", "OPEN", []),
            ("PROVEN", "OPEN", []),
        ]
    }
    make_overdue(made["INCOMPLETE"])
    client.post(act(made["EXAMINING"], "hear"), HEARING)
    pages |= {view: client.get(f"{DESK}?lihat={view}") for view in VIEWS}
    pages["nothing found"] = client.get(f"{DESK}?q=xyz")
    pages |= {status: page(client, one) for status, one in made.items()}
    for verb in sorted({*FILLED, "disclose", "relate"} - ASKS_NOTHING):
        complaint = made[FILLED.get(verb, ["VERIFYING"])[0]]
        pages[verb] = client.get(act(complaint, verb))
        pages[f"{verb} refused"] = client.post(act(complaint, verb), {})
    pages["disclosed"] = client.post(
        act(made["VERIFYING"], "disclose"), {"reason": "X"}
    )
    late = {"reason": REASON, "triage": "DUPLICATE"}
    pages["too late"] = client.post(act(made["PROVEN"], "refuse"), late)
    client.force_login(other)
    pages["another officer"] = page(client, made["VERIFYING"])
    copied = make_at("EXAMINING", desks=desks, category="COI", identity="OPEN")
    auditor = make_user("Auditor")
    give(auditor, "AUDITOR", region=desks.region)
    client.force_login(auditor)
    pages |= {"copies": client.get(DESK), "copy": page(client, copied)}
    return {name: answer.content for name, answer in pages.items()}


VIEWS = ("kerjakan", "terlambat", "menunggu", "selesai", "tembusan")


def test_each_page_in_each_state_is_accessible_and_fits(client, desks):
    pages = states(client, desks)

    faults = []
    with served() as address, chromium() as browser:
        for width in WIDTHS:
            window = browser.new_page(viewport={"width": width, "height": 800})
            for name, html in pages.items():
                faults += faults_of(window, address, html, f"{name} at {width}")
            window.close()

    assert faults == []


# Not the menus: two that lie open one upon the other are no state of the page.
OPEN_FILTERS = (
    "() => document.querySelectorAll('main details').forEach(f => f.open = true)"
)


def faults_of(window, address, html, where):
    url = f"{address}/halaman/"
    window.route(url, lambda route: route.fulfill(body=html, content_type="text/html"))
    window.goto(url)
    window.evaluate(OPEN_FILTERS)
    found = [f"{where}: {fault}" for fault in violations(window)]
    wide = window.evaluate(
        "() => document.documentElement.scrollWidth - innerWidth > 0"
    )
    window.unroute(url)
    return [*found, f"{where}: too wide"] if wide else found
