"""The public's pages in a browser: accessible and within the screen, in each state."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from complaints import receipts
from tests.axe import open_folds, violations
from tests.browser import chromium, served
from tests.complaints.factories import Desks, make_complaint, token, typed
from tests.complaints.test_public_report import picture
from tests.complaints.test_tracking import ask

pytestmark = pytest.mark.django_db

WIDTHS = [360, 1366]
REPORT, KEPT = "/pengaduan/lapor/", "/pengaduan/lapor/tercatat/"
TRACK, WRITE = "/pengaduan/lacak/", "/pengaduan/lacak/pesan/"
WITHDRAW = "/pengaduan/lacak/cabut/"


def states(client):
    """Each page in each of its states, as HTML."""
    desks = Desks()
    fields = typed()
    asked = make_complaint(accused_class="ADHOC", accused_post="ADHOC", category="COI")
    access = {"access": receipts.make_pass(asked)}
    lying = SimpleUploadedFile("surat.pdf", b"MZ")
    pages = {
        "start": client.get("/pengaduan/"),
        "form": client.get(REPORT),
        "nothing filled in": client.post(REPORT, {"token": token()}),
        "files kept": client.post(REPORT, typed(where="", evidence=[picture(), lying])),
        "flawed token": client.post(REPORT, typed(token="")),
        "receipt": client.post(REPORT, fields),
        "code wrong": client.post(KEPT, {"token": fields["token"], "code": "rumah"}),
        "nothing sent": client.post(KEPT, {"token": ""}),
        "track": client.get(TRACK),
        "unknown": client.post(TRACK, {"code": "rumah kota"}),
        "too late": client.post(WRITE, {"access": "", "body": "Belum terkirim."}),
        "received": client.post(TRACK, {"code": asked.code}),
    }
    ask(asked, desks.officer)
    pages |= {
        "asked": client.post(TRACK, {"code": asked.code}),
        "answer refused": client.post(WRITE, access | {"token": token(), "body": ""}),
        "not confirmed": client.post(WITHDRAW, access),
        "withdrawn": client.post(WITHDRAW, access | {"sure": "on"}),
        "too long": client.generic(
            *("POST", REPORT, b"x", "multipart/form-data; boundary=x"),
            CONTENT_LENGTH="90000000",
        ),
    }
    code = {"token": fields["token"], "code": receipts.read_token(fields["token"]).code}
    pages["code right"] = client.post(KEPT, code)
    return {name: response.content for name, response in pages.items()}


def test_each_page_in_each_state_is_accessible_and_fits(client):
    pages = states(client)

    faults = []
    with served() as address, chromium() as browser:
        for width in WIDTHS:
            page = browser.new_page(viewport={"width": width, "height": 800})
            for name, html in pages.items():
                faults += faults_of(page, address, html, f"{name} at {width}")
            page.close()

    assert faults == []


def faults_of(page, address, html, where):
    url = f"{address}/halaman/"
    page.route(url, lambda route: route.fulfill(body=html, content_type="text/html"))
    page.goto(url)
    found = [f"{where}: {fault}" for fault in violations(page)]
    open_folds(page)
    found += [f"{where}, open: {fault}" for fault in violations(page)]
    wide = page.evaluate("() => document.documentElement.scrollWidth - innerWidth > 0")
    page.unroute(url)
    return [*found, f"{where}: too wide"] if wide else found


@pytest.mark.rule(70)
def test_a_form_of_the_blank_page_can_be_sent_by_a_browser(client):
    """The policy on referrers must leave the origin that the CSRF check reads."""
    Desks()

    response = client.get(REPORT)

    assert response["Referrer-Policy"] == "same-origin"


def test_choosing_anonymous_hides_who_you_are_without_a_script(client):
    Desks()
    html = client.get(REPORT).content

    with served() as address, chromium() as browser:
        context = browser.new_context(java_script_enabled=False)
        page = context.new_page()
        page.route(
            f"{address}/halaman/",
            lambda route: route.fulfill(body=html, content_type="text/html"),
        )
        page.goto(f"{address}/halaman/")
        before = page.locator("[name=name]").is_visible()
        page.locator("label[for=id_identity_2]").click()
        after = page.locator("[name=name]").is_visible()

    assert (before, after) == (True, False)
