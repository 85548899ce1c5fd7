"""The posts of the whole nation: everybody's superior at once, the pictures, lists."""

import json
import subprocess
import sys
import time

from tests.bench import pages
from tests.bench.measure import Series, row
from tests.bench.people import everybody
from tests.house import ROOT, House

TIMES = 3


def measure(house: House, floor) -> list[dict]:
    """Fill all 553 units, then ask as an administrator of the organisation does."""
    house.manage("demo", "--scale", "nation")
    people = {(one["unit"], one["seat"]): one["number"] for one in everybody(house)}
    administrator = people["00", "organisation"]
    asked = [
        ("organisation_index", administrator, "/personalia/"),
        ("organisation_search", administrator, "/personalia/?cari=kota"),
        ("organisation_tree", administrator, "/personalia/satker/33.21/"),
        ("organisation_tree_nation", administrator, "/personalia/satker/00/"),
        ("organisation_without", administrator, "/personalia/tanpa-atasan/"),
        ("organisation_roll", administrator, "/personalia/satker/33.21/pegawai/"),
        ("organisation_grants", administrator, "/personalia/kewenangan/"),
        ("organisation_access", administrator, "/personalia/satker/33.21/akses/"),
    ]
    queries = pages.counted(house, asked)
    return [
        lines(house, floor),
        *(
            pages.one_page(house, floor, *page, 1, queries=queries[page[0]])
            for page in asked
        ),
    ]


def lines(house: House, floor) -> dict:
    """The way up for everybody in a post, in one call."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench.organisation"],
        cwd=ROOT,
        env=house.environment
        | {"DJANGO_SETTINGS_MODULE": "kpu_coi.settings", "LOG_LEVEL": "ERROR"},
        capture_output=True,
        text=True,
        check=True,
    )
    told = json.loads(done.stdout.splitlines()[-1])
    wall = sum(told["seconds"])
    found = row(
        "lines_of_everybody",
        Series(told["seconds"], wall, told["undecided"]),
        rows=told["people"],
        concurrency=1,
        queries=told["queries"],
        floor_per_s=floor.page_per_s(1, pages.COUNT),
    )
    return found | {"per_s": round(told["people"] * TIMES / wall, 1)}


def walk_up() -> dict:
    """Seconds and queries for all lines of the day, and how many find nobody."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext
    from django.utils import timezone

    from personnel.lines import lines_of
    from personnel.models import Tenure

    today = timezone.localdate()
    tenures = list(Tenure.objects.in_force(today).select_related("position"))
    seconds = []
    for _ in range(TIMES):
        began = time.perf_counter()
        with CaptureQueriesContext(connection) as queries:
            found = lines_of(tenures, today)
        seconds.append(time.perf_counter() - began)
    undecided = [
        line for line in found.values() if not (line.addressee or line.plenary)
    ]
    return {
        "people": len(tenures),
        "seconds": seconds,
        "queries": len(queries),
        "undecided": len(undecided),
    }


if __name__ == "__main__":
    import django

    django.setup()
    print(json.dumps(walk_up()))
