"""`assert_accessible(page)`: axe-core finds no fault in what the page shows now."""

from pathlib import Path

AXE = Path(__file__).parent / "e2e/vendor/axe-core-4.14.1/axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RUN = "tags => axe.run(document, {runOnly: tags, resultTypes: ['violations']})"


def violations(page):
    """What axe-core objects to, a line for each element."""
    page.wait_for_load_state()
    if not page.evaluate("() => Boolean(window.axe)"):
        page.evaluate(AXE.read_text())
    found = page.evaluate(RUN, TAGS)["violations"]
    return [
        f"{rule['id']}: {rule['help']}: {node['html'][:160]} {node['failureSummary']}"
        for rule in found
        for node in rule["nodes"]
    ]


def assert_accessible(page):
    """Playwright's page, in the state it is in."""
    faults = violations(page)
    assert not faults, f"{page.url}\n" + "\n".join(faults)


def assert_fits(page):
    """Nothing runs out of the page to the right."""
    page.wait_for_load_state()
    wide = page.evaluate(
        "() => [document.documentElement].map("
        "root => root.scrollWidth - root.clientWidth)[0]"
    )
    assert wide <= 0, f"{page.url}: {wide} px too wide"


def open_folds(page):
    page.evaluate(
        "() => document.querySelectorAll('details').forEach(fold => fold.open = true)"
    )
