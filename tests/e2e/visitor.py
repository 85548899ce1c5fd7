"""One person in front of one browser window."""

import os
import re
from pathlib import Path

from django.conf import settings
from playwright.sync_api import Browser, Page, expect

from tests.axe import assert_accessible, assert_fits

PHONE, DESK = 360, 1366
RING = """node => [node, node.parentElement, node.parentElement.parentElement]
  .some(one => getComputedStyle(one).outlineStyle !== "none")"""
PASSWORD = "coba-integritas-2026"


class Visitor:
    """
    Walks by what people see: names of links, buttons and fields.

    Scripts that fail, pieces that do not load and requests to other hosts are
    collected and returned by `close`.
    """

    def __init__(
        self,
        site,
        browser: Browser,
        *,
        width: int,
        height: int,
        scripts: bool = True,
        looks: bool = True,
    ):
        self.site = site
        self.looks = looks
        self.problems = []
        self.context = browser.new_context(
            base_url=site.url,
            locale="id-ID",
            timezone_id="Asia/Jakarta",
            viewport={"width": width, "height": height},
            reduced_motion="reduce",
            java_script_enabled=scripts,
        )
        self.context.set_default_timeout(10_000)
        self.page = self.open_tab()

    def end_session(self):
        """As when the server's session has run out; other cookies stay."""
        self.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)

    def open_tab(self) -> Page:
        page = self.context.new_page()
        page.on("pageerror", lambda error: self.problems.append(f"script: {error}"))
        page.on("console", self.hear)
        page.on("response", self.check_piece)
        return page

    def hear(self, message):
        if message.type == "error" and "Failed to load resource" not in message.text:
            self.problems.append(f"console: {message.text}")

    def check_piece(self, response):
        if not response.url.startswith((self.site.url, "data:", "blob:")):
            self.problems.append(f"other host: {response.url}")
        if response.status >= 500:
            self.problems.append(f"{response.status}: {response.url}")
        piece = response.request.resource_type != "document"
        if piece and response.status >= 400 and not response.url.endswith(".ico"):
            self.problems.append(f"{response.status}: {response.url}")

    def close(self) -> list[str]:
        self.context.close()
        return self.problems

    def go(self, path: str):
        response = self.page.goto(path)
        assert response.status < 500, self.site.log("web")[-3000:]
        return response

    def sign_in(self, person, password: str = PASSWORD):
        self.go("/akun/masuk/")
        self.prove(person, password)
        expect(self.page).to_have_url(re.compile("/beranda/"))
        return self

    def prove(self, person, password: str = PASSWORD):
        """Number and password into the sign-in that the page shows."""
        self.password = password
        self.page.get_by_label("NIP atau nomor pegawai").fill(person.number)
        self.page.get_by_label("Kata sandi", exact=True).fill(password)
        self.press("Masuk", exact=True)

    def choose(self, name: str | re.Pattern):
        """A radio; where it is drawn as a card, the card is what one presses."""
        self.press_label(self.page.get_by_role("radio", name=name))

    def tick(self, name: str, value: str = ""):
        """A checkbox by its field, and its value where there are several."""
        chosen = f"[value={value}]" if value else ""
        self.press_label(self.page.locator(f"input[name={name}]{chosen}").first)

    def pick(self, name: str, value: str):
        """A radio by its field and value."""
        self.press_label(self.page.locator(f"input[name={name}][value={value}]"))

    def press_label(self, control):
        """Where a control is drawn as a card, the card is what one presses."""
        self.page.locator(f"label[for={control.get_attribute('id')}]").click()
        expect(control).to_be_checked()

    def press(self, name: str | re.Pattern, **options):
        self.page.get_by_role("button", name=name, **options).click()

    def follow(self, name: str | re.Pattern, **options):
        self.page.get_by_role("link", name=name, **options).first.click()

    def open_menu(self, name: str):
        """A place of the menu, which a phone shows when asked."""
        if self.page.locator("details.menu").is_visible():
            self.page.locator("details.menu summary").click()
        menu = self.page.get_by_role("navigation", name="Utama")
        menu.get_by_role("link", name=name).click()

    def fill(self, name: str, text: str):
        self.page.locator(f"[name={name}]").fill(text)

    def tab_to(self, selector: str, *, most: int = 60):
        """Press Tab until the focus is on that, and see that it shows."""
        target = self.page.locator(selector).first
        for _ in range(most):
            self.page.keyboard.press("Tab")
            if target.evaluate("node => node === document.activeElement"):
                assert target.evaluate(RING), f"no focus ring: {selector}"
                return
        raise AssertionError(f"{selector} is not reached by keyboard")

    def sees(self, words: str | re.Pattern):
        expect(self.page.locator("body")).to_contain_text(words)

    def look(self, name: str):
        """
        The page as it is now: nothing for axe to object to at either width, nothing
        cut off, no template left over. Set PICTURES to a folder to keep a picture.
        Whoever goes a way again, whose pages were looked at before, does not look.
        """
        if not self.looks:
            return
        before = self.page.viewport_size
        for width in (PHONE, DESK):
            self.page.set_viewport_size({"width": width, "height": 900})
            assert_fits(self.page)
            assert_accessible(self.page)
            if folder := os.environ.get("PICTURES"):
                file = Path(folder) / f"{name}-{width}.png"
                self.page.screenshot(path=file, full_page=True)
        words = self.page.locator("body").inner_text()
        assert not re.search(r"\{[{%]|\bNone\b", words), words
        self.page.set_viewport_size(before)

    def heading(self) -> str:
        return self.page.get_by_role("heading", level=1).inner_text()

    def download(self, name: str | re.Pattern) -> bytes:
        with self.page.expect_download() as waiting:
            self.follow(name)
        return Path(waiting.value.path()).read_bytes()
