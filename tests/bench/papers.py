"""Sealed papers beside plain WeasyPrint of the same HTML, in turns."""

import json
import subprocess
import sys
import time

from tests.bench.measure import Series, row
from tests.house import ROOT, House

COUNT = 30


def measure(house: House, floor) -> list[dict]:
    """Runs in a process of its own, as the worker does; has a floor of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench.papers"],
        cwd=ROOT,
        env=house.environment | {"DJANGO_SETTINGS_MODULE": "kpu_coi.settings"},
        capture_output=True,
        text=True,
        check=True,
    )
    timed = json.loads(done.stdout.splitlines()[-1])
    sealed = Series(timed["sealed"], sum(timed["sealed"]), timed["errors"])
    plain = Series(timed["plain"], sum(timed["plain"]), 0)
    return [
        row("sealed_pdf", sealed, rows=1, concurrency=1, floor_per_s=plain.per_s),
    ]


def timed_papers() -> dict:
    """Seconds of each sealed paper and of each plain one, taken in turns."""
    from documents.press import plain
    from documents.pressroom import Press
    from documents.sample import sample_paper

    press, paper = Press(), sample_paper()
    press.make(paper)
    plain(paper)
    found = {"sealed": [], "plain": [], "errors": 0}
    for _ in range(COUNT):
        began = time.perf_counter()
        pdf = press.make(paper)
        found["sealed"].append(time.perf_counter() - began)
        found["errors"] += not pdf.startswith(b"%PDF")
        began = time.perf_counter()
        plain(paper)
        found["plain"].append(time.perf_counter() - began)
    press.close()
    return found


if __name__ == "__main__":
    import django

    django.setup()
    print(json.dumps(timed_papers()))
