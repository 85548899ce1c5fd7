"""What a page weighs with all it loads, on a first visit, and whether it jumps."""

import re

import pytest

from tests.e2e import steps

KB = 1000
PUBLIC = {"total": 60 * KB, "stylesheet": 15 * KB, "script": 25 * KB, "requests": 6}
STAFF = {"total": 100 * KB, "stylesheet": 15 * KB, "script": 45 * KB, "requests": 10}
SHIFTS = """() => new Promise(done => {
  let sum = 0;
  new PerformanceObserver(list => {
    for (const one of list.getEntries()) sum += one.hadRecentInput ? 0 : one.value;
  }).observe({type: "layout-shift", buffered: true});
  setTimeout(() => done(sum), 300);
})"""


def weigh(visitor, path: str) -> dict[str, int]:
    """Compressed bytes and requests of one first visit, in a window of its own."""
    state = visitor.context.storage_state()
    context = visitor.context.browser.new_context(
        base_url=visitor.site.url, storage_state=state
    )
    try:
        page, finished = context.new_page(), []
        page.on("requestfinished", lambda request: finished.append(request))
        page.goto(path, wait_until="networkidle")
        assert page.evaluate(SHIFTS) < 0.1, f"{path} jumps"
        found = {"total": 0, "stylesheet": 0, "script": 0, "requests": len(finished)}
        for request in finished:
            assert request.url.startswith(visitor.site.url), request.url
            size = request.sizes()["responseBodySize"]
            found["total"] += size
            if request.resource_type in found:
                found[request.resource_type] += size
        return found
    finally:
        context.close()


def too_heavy(visitor, paths, budget) -> list[str]:
    return [
        f"{path}: {name} {weight} > {budget[name]}"
        for path in paths
        for name, weight in weigh(visitor, path).items()
        if weight > budget[name]
    ]


@pytest.mark.rule(66)
def test_public_pages_keep_to_their_budget(visitors):
    paths = ["/", "/akun/masuk/", "/akun/lupa-kata-sandi/", "/verifikasi/"]

    assert too_heavy(visitors(), paths, PUBLIC) == []


@pytest.mark.rule(66)
@pytest.mark.parametrize(
    ("unit", "seat", "paths"),
    [
        ("33.21", "secretary", ["/beranda/", "/penelaahan/", "/beranda/kabar/"]),
        ("33.21", "treasurer", ["/beranda/", "/deklarasi/", "/deklarasi/mulai/"]),
        ("00", "auditor_II", ["/inspektorat/tembusan/", "/inspektorat/kepatuhan/"]),
        ("00", "organisation", ["/dokumen/naskah/"]),
    ],
)
def test_staff_pages_keep_to_their_budget(visitors, people, unit, seat, paths):
    visitor = visitors().sign_in(people.at(unit, seat))

    assert too_heavy(visitor, paths, STAFF) == []


def test_the_pages_of_signing_and_reviewing_keep_to_their_budget(visitors, people):
    staff = visitors().sign_in(people.staff("planner"))
    staff.go("/beranda/")
    staff.page.locator("main .duty", has_text="Jawab klarifikasi").get_by_role(
        "link"
    ).click()
    case = staff.page.url
    free = visitors().sign_in(people.staff("outreach"))
    free.go("/deklarasi/mulai/")
    free.choose(re.compile("^Tidak"))
    free.press("Lanjutkan")
    situations = free.page.url
    steps.answer(free, re.compile("^Tidak"))

    assert too_heavy(staff, [case], STAFF) == []
    assert too_heavy(free, [situations, free.page.url], STAFF) == []
