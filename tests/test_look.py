"""The design system: fields, components, budgets, vendored files, accessibility."""

import hashlib
import re
from pathlib import Path

import pytest
from django import forms
from django.conf import settings
from django.template import Context, Template
from django.template.loader import render_to_string
from django.urls import reverse

from kpu_coi.look import footer_links
from kpu_coi.widgets import Cards, DateInput, Option, conditional, seen_by
from tests.axe import assert_accessible, assert_fits, open_folds
from tests.browser import chromium, served
from tests.budgets import PUBLIC, STAFF, assert_within, page_weight

ROOT = Path(__file__).parent.parent
WIDTHS = [320, 360, 1366]
STATES = ["/gaya/", "/gaya/?isian=galat", "/gaya/?isian=kunci"]

look_urls = pytest.mark.urls("tests.urls_look")


class Sample(forms.Form):
    name = forms.CharField(
        label="Nama",
        help_text="Seperti pada KTP.",
        error_messages={"required": "Tulis."},
    )
    nickname = forms.CharField(label="Panggilan", required=False)
    relation = conditional(forms.CharField(label="Hubungan", required=False))
    story = seen_by(
        forms.CharField(label="Uraian", widget=forms.Textarea, max_length=2000),
        "Dilihat: atasan langsung",
        locked=True,
    )
    day = forms.DateField(label="Tanggal", widget=DateInput)
    kind = forms.ChoiceField(
        label="Jenis",
        widget=Cards,
        choices=[("a", Option("Terbuka", hint="Nama tercantum.", seen="Semua"))],
    )


class Part(forms.Form):
    name = forms.CharField(error_messages={"required": "Tulis nama pihak lain."})


PartFormSet = forms.formset_factory(Part, extra=0)


def draw(source, **context):
    return Template("{% load look crispy_forms_tags %}" + source).render(
        Context(context)
    )


def field_of(form, name):
    return str(form[name].as_field_group())


def places(html, *marks):
    found = [html.index(mark) for mark in marks]
    assert found == sorted(found), f"order is not {marks}"


def test_a_field_says_label_hint_and_error_before_its_control():
    html = field_of(Sample({"name": ""}), "name")

    places(html, ">Nama", "Seperti pada KTP.", "Kesalahan: ", "<input")
    assert 'aria-invalid="true"' in html
    assert 'aria-describedby="id_name_helptext id_name_error"' in html
    assert re.search(r'id="id_name_error".*Tulis\.', html, re.DOTALL)
    assert "form-control is-invalid" in html


def test_who_sees_the_answer_stands_between_hint_and_control():
    html = field_of(Sample(), "story")

    places(html, ">Uraian", "Dilihat: atasan langsung", "<textarea")
    assert "seen--locked" in html
    assert "id_story_seen" in html


def test_only_what_may_be_left_empty_is_marked():
    form = Sample()

    assert "(opsional)" in field_of(form, "nickname")
    assert "(opsional)" not in field_of(form, "name")
    assert "(opsional)" not in field_of(form, "relation")
    assert "*" not in field_of(form, "name")


def test_a_long_text_is_counted_and_never_cut_off_by_the_browser():
    html = field_of(Sample(), "story")

    assert "maxlength" not in html
    assert 'data-limit="2000"' in html
    assert "Paling banyak 2.000 huruf" in html


def test_radios_are_a_group_with_legend_and_their_own_hints():
    html = field_of(Sample({"name": "A"}), "kind")

    assert html.count("<fieldset") == 1
    assert 'aria-describedby="id_kind_error"' in html
    places(html, "<legend", "Kesalahan: ", "<input", "Terbuka", "Nama tercantum.")


def test_crispy_and_django_draw_a_field_alike():
    form = Sample({"name": ""})

    crispy = draw("{{ field|as_crispy_field }}", field=form["name"])

    assert crispy.split() == field_of(form, "name").split()


def test_user_text_is_never_taken_as_markup():
    html = field_of(Sample(initial={"name": "<b>{{ 7|add:7 }}</b>"}), "name")

    assert "<b>" not in html
    assert "{{ 7|add:7 }}" in html


def test_the_error_summary_links_each_field_with_the_same_words():
    form = Sample({"name": ""})
    parts = PartFormSet({"form-TOTAL_FORMS": "1", "form-INITIAL_FORMS": "1"})

    html = draw("{% error_summary form parts %}", form=form, parts=parts)

    assert '<a href="#id_name">Tulis.</a>' in html
    assert '<a href="#id_kind_0">' in html
    assert '<a href="#id_form-0-name">Tulis nama pihak lain.</a>' in html
    assert "Ada 5 hal yang perlu diperbaiki" in html


def test_a_page_without_errors_has_no_summary_and_no_word_in_its_title():
    form = Sample()

    assert draw("{% error_summary %}", form=form).strip() == ""
    assert draw("{% error_prefix %}", form=form) == ""


def test_a_refused_form_is_found_wherever_the_page_keeps_it():
    html = draw("{% error_prefix %}{% error_summary %}", reason_form=Sample({}))

    assert html.startswith("Kesalahan: ")
    assert "Tulis." in html


@look_urls
def test_a_refusal_is_shown_in_its_own_words(client):
    response = client.get("/gaya/galat/403/")

    assert response.status_code == 403
    assert "Hanya atasan langsung yang dapat menelaah." in response.content.decode()


@pytest.mark.parametrize("code", ["500", "503"])
def test_pages_for_a_broken_system_need_no_context(code):
    html = render_to_string(f"{code}.html")

    assert f"Kode {code}" in html


def vendored():
    for readme in [
        ROOT / "static/vendor/README.md",
        ROOT / "tests/e2e/vendor/README.md",
    ]:
        for path, digest in re.findall(
            r"\| `(.+?)` .*`([0-9a-f]{64})`", readme.read_text()
        ):
            yield readme.parent, path, digest


@pytest.mark.parametrize(("folder", "path", "digest"), list(vendored()))
def test_a_vendored_file_is_what_its_readme_says(folder, path, digest):
    assert hashlib.sha256((folder / path).read_bytes()).hexdigest() == digest


def test_every_vendored_file_is_listed():
    listed = {folder / path for folder, path, _ in vendored()}
    folders = {folder for folder, _, _ in vendored()}
    found = {
        file
        for folder in folders
        for file in folder.rglob("*")
        if file.is_file() and file.name != "README.md"
    }

    assert found == listed


def test_the_style_sheet_holds_every_class_of_our_own():
    css = (ROOT / "static/css/app.css").read_text()
    own = {
        name
        for file in (ROOT / "scss").glob("_*.scss")
        if file.name not in {"_bootstrap.scss", "_tokens.scss", "_root.scss"}
        for name in re.findall(r"^\.([a-z][\w-]+)", file.read_text(), re.MULTILINE)
    }

    missing = {name for name in own if f".{name}" not in css}

    assert not missing, "run make css"


@look_urls
def test_the_gallery_keeps_the_budget_of_staff_pages(client):
    assert_within(STAFF, page_weight(client, "/gaya/"))


@look_urls
def test_pages_of_refusal_keep_the_budget_of_public_pages(client):
    assert_within(PUBLIC, page_weight(client, "/gaya/galat/404/", status=404))


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["start", "account_login", "documents:verify"])
def test_public_pages_keep_their_budget(client, name):
    assert_within(PUBLIC, page_weight(client, reverse(name)))


@look_urls
@pytest.mark.parametrize("state", STATES)
def test_the_gallery_passes_the_strict_client(client, state):
    assert client.get(state).status_code == 200


@pytest.fixture(scope="module")
def browser():
    with chromium() as browser:
        yield browser


@pytest.fixture
def address(settings):
    settings.ROOT_URLCONF = "tests.urls_look"
    with served() as address:
        yield address


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("state", [*STATES, "/gaya/galat/403/", "/gaya/galat/404/"])
def test_the_gallery_is_accessible(browser, address, state, width):
    page = browser.new_page(viewport={"width": width, "height": 800})
    page.goto(address + state)

    assert_fits(page)
    assert_accessible(page)
    open_folds(page)
    assert_accessible(page)
    page.close()


def test_the_error_summary_takes_the_focus(browser, address):
    page = browser.new_page()
    page.goto(address + "/gaya/?isian=galat")

    assert page.title().startswith("Kesalahan: ")
    assert "error-summary" in page.evaluate("() => document.activeElement.className")
    page.get_by_role("link", name="Pilih tanggal kejadian.").click()
    assert page.evaluate("() => document.activeElement.id") == "id_happened_on"
    page.close()


def test_escape_closes_the_account_menu_and_returns_the_focus(browser, address):
    page = browser.new_page()
    page.goto(address + "/gaya/")
    menu = page.locator("details.account")

    menu.locator("summary").click()
    assert menu.evaluate("menu => menu.open")
    page.keyboard.press("Escape")

    assert not menu.evaluate("menu => menu.open")
    assert page.evaluate("() => document.activeElement.tagName") == "SUMMARY"
    page.close()


def test_a_second_press_does_not_send_the_form_again(browser, address):
    page = browser.new_page()
    page.goto(address + "/gaya/")
    sent = []
    page.route(
        "**/kirim", lambda route: (sent.append(route), route.fulfill(status=204))
    )
    page.evaluate(
        """() => {
          const form = document.querySelector('form.panel');
          form.method = 'post';
          form.action = '/kirim';
        }"""
    )
    button = page.get_by_role("button", name="Periksa jawaban")

    button.click()
    page.wait_for_function("() => document.querySelector('[data-sending]')")
    assert button.get_attribute("aria-disabled") == "true"
    button.click(force=True)
    page.evaluate("() => fetch('/sehat/tidak-ada').catch(() => 0)")

    assert len(sent) == 1
    page.close()


def test_every_stop_of_the_tab_key_shows_where_it_is(browser, address):
    page = browser.new_page(viewport={"width": 1366, "height": 900})
    page.goto(address + "/gaya/")
    unseen = []
    for _ in range(60):
        page.keyboard.press("Tab")
        unseen += page.evaluate(
            """() => {
              const stop = document.activeElement;
              const ringed = (one) =>
                one && getComputedStyle(one).outlineStyle !== 'none';
              const around = stop.closest('.choice, .figures > div');
              const own = stop.type === 'date'; // its parts draw their ring themselves
              return own || ringed(stop) || ringed(around)
                ? [] : [stop.outerHTML.slice(0, 120)];
            }"""
        )

    assert not unseen
    page.close()


def test_what_can_be_pressed_is_big_enough(browser, address):
    page = browser.new_page(viewport={"width": 360, "height": 800})
    page.goto(address + "/gaya/")

    small = page.evaluate(
        """() => [...document.querySelectorAll(
              '.btn, .form-control, .form-select, summary, .pages a, .site-nav a')]
          .filter(one => one.checkVisibility())
          .map(one => [one.outerHTML.slice(0, 80), one.getBoundingClientRect().height])
          .filter(([, height]) => height < 43.5)"""
    )

    assert not small
    page.close()


def test_what_stands_in_a_stack_adds_nothing_to_its_gap(browser, address):
    page = browser.new_page()
    page.goto(address + "/gaya/")

    margins = page.evaluate(
        """() => ['alert', 'panel', 'confirmation', 'summary', 'paper-frame'].map(
          name => {
            const stack = document.createElement('div')
            stack.className = 'stack'
            const child = stack.appendChild(document.createElement('div'))
            child.className = name
            document.body.append(stack)
            return getComputedStyle(child).marginBottom
          })"""
    )

    assert margins == ["0px"] * 5
    page.close()


def test_where_a_letter_stands_only_the_letter_is_printed(browser, address):
    page = browser.new_page()
    page.goto(address + "/gaya/")
    page.emulate_media(media="print")

    shown = page.evaluate(
        """() => [...document.querySelectorAll('h1, h2, h3, button, header, footer')]
          .filter(one => one.checkVisibility())
          .filter(one => !one.closest('.paper'))
          .map(one => one.outerHTML.slice(0, 80))"""
    )

    assert not shown
    assert page.locator(".paper").is_visible()
    page.close()


def test_scripts_and_styles_are_files_of_this_site():
    policy = settings.SECURE_CSP

    assert policy["script-src"] == policy["style-src"] == ["'self'"]


def test_an_error_without_words_of_its_own_names_the_field():
    class Plain(forms.Form):
        login = forms.CharField(label="NIP")
        agreed = forms.BooleanField(label="Saya setuju")

    form = Plain({})
    html = draw("{% error_summary form %}", form=form)

    assert '<a href="#id_login">Isi “NIP”.</a>' in html
    assert '<a href="#id_agreed">Centang “Saya setuju”.</a>' in html
    assert "Isi “NIP”." in field_of(form, "login")


def test_the_foot_offers_the_source_code_where_the_office_says_where_it_is(monkeypatch):
    monkeypatch.setattr(settings, "SOURCE_URL", "https://kode.contoh.invalid/")

    assert ("Kode sumber", "https://kode.contoh.invalid/") in [
        (link.label, link.url) for link in footer_links()
    ]
