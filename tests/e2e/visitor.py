"""One person in front of one browser window."""

import re
from pathlib import Path

from playwright.sync_api import Browser, Page, expect

PHONE, DESK = 360, 1366


class Visitor:
    """
    Walks by what people see: names of links, buttons and fields.

    Scripts that fail, pieces that do not load and requests to other hosts are
    collected and returned by `close`.
    """

    def __init__(self, site, browser: Browser, *, width: int, height: int):
        self.site = site
        self.problems = []
        self.context = browser.new_context(
            base_url=site.url,
            locale="id-ID",
            timezone_id="Asia/Jakarta",
            viewport={"width": width, "height": height},
            reduced_motion="reduce",
        )
        self.context.set_default_timeout(15_000)
        self.page = self.open_tab()

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
        piece = response.request.resource_type != "document"
        if piece and response.status >= 400 and not response.url.endswith(".ico"):
            self.problems.append(f"{response.status}: {response.url}")

    def close(self) -> list[str]:
        self.context.close()
        return self.problems

    def go(self, path: str):
        return self.page.goto(path)

    def sign_in(self, number: str, password: str):
        self.go("/beranda/")
        self.page.get_by_label(re.compile("NIP|Nomor pegawai", re.IGNORECASE)).fill(
            number
        )
        self.page.get_by_label("Kata sandi", exact=True).fill(password)
        self.press("Masuk")
        expect(self.page).to_have_url(re.compile("/beranda/"))
        return self

    def press(self, name: str | re.Pattern, **options):
        self.page.get_by_role("button", name=name, **options).click()

    def follow(self, name: str | re.Pattern, **options):
        self.page.get_by_role("link", name=name, **options).first.click()

    def fill(self, label: str | re.Pattern, text: str):
        self.page.get_by_label(label).fill(text)

    def sees(self, words: str | re.Pattern):
        expect(self.page.locator("body")).to_contain_text(words)

    def heading(self) -> str:
        return self.page.get_by_role("heading", level=1).inner_text()

    def download(self, name: str | re.Pattern) -> bytes:
        with self.page.expect_download() as waiting:
            self.follow(name)
        return Path(waiting.value.path()).read_bytes()
