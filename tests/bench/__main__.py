"""
`python -m tests.bench`: writes VAR_DIR/bench/latest.json and prints it as a table.

`python -m tests.bench pages complaints` measures these parts alone, into a file of
their names.

Everything runs in a house of its own: a fresh database, real server and worker. A bare
Django under the same server settings is measured in turns with it. The nation is kept
between runs, and each part that asks for it gets a copy: see nation.py.
"""

import argparse
import json
import os
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import psycopg

from kpu_coi.environment import env
from tests.bench import (
    campaign,
    complaints,
    dashboards,
    lists,
    organisation,
    pages,
    papers,
    rosters,
    signing,
)
from tests.bench.client import Client
from tests.bench.measure import take
from tests.house import House, free_port

WARM_UP = 20

# In the order in which they are taken: each leaves more rows behind for the next.
PARTS = {
    "pages": pages.measure,
    "signing": signing.measure,
    "papers": papers.measure,
    "dashboards": dashboards.measure,
    "complaints": complaints.measure,
    "organisation": organisation.measure,
    "rosters": rosters.measure,
    "campaign": campaign.measure,
    "lists": lists.measure,
}

# A bench comes from one address, and sends a form as soon as it has it.
NO_LIMITS = {
    "COMPLAINT_REPORTS_AN_HOUR": "1000000",
    "COMPLAINT_MIN_SECONDS": "0",
}


def main() -> int:
    chosen = parts_asked()
    var_dir = Path(env("VAR_DIR", "var")).resolve()
    with TemporaryDirectory(prefix="bench-") as folder:
        house = House(Path(folder), server_address(var_dir))
        try:
            house.build()
            house.start()
            rows = measured(house, chosen)
            memory = {name: megabytes(house, name) for name in ("web", "worker")}
        finally:
            house.tear_down()
    name = "latest" if chosen == list(PARTS) else "-".join(chosen)
    file = var_dir / "bench" / f"{name}.json"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(rows, indent=2) + "\n")
    show(rows)
    print("memory (PSS, MB):", memory)
    print(file)
    return 1 if any(row["errors"] for row in rows) else 0


def parts_asked() -> list[str]:
    parser = argparse.ArgumentParser(prog="python -m tests.bench")
    parser.add_argument("parts", nargs="*", metavar="PART", help=", ".join(PARTS))
    asked = set(parser.parse_args().parts)
    if unknown := asked - set(PARTS):
        parser.error(f"no part {', '.join(unknown)}; there are {', '.join(PARTS)}")
    return [name for name in PARTS if not asked or name in asked]


def server_address(var_dir: Path) -> str:
    from kpu_coi.database import database_settings

    database = database_settings(var_dir)
    parts = {
        "host": database["HOST"] or database["OPTIONS"].get("host", ""),
        "port": database["PORT"],
        "user": database["USER"],
        "password": database["PASSWORD"],
    }
    filled = {name: value for name, value in parts.items() if value}
    return psycopg.conninfo.make_conninfo(**filled, dbname="postgres")


def measured(house: House, chosen: list[str]) -> list[dict]:
    with psycopg.connect(house.database_url, autocommit=True) as connection:
        connection.execute("CREATE TABLE floor (id serial PRIMARY KEY, words text)")
    port = free_port()
    house.spawn("floor", ["-m", "gunicorn", "tests.bench.floor"], PORT=str(port))
    floor = Floor(f"http://127.0.0.1:{port}")
    floor.warm_up()
    return [row for name in chosen for row in PARTS[name](house, floor)]


def megabytes(house: House, name: str) -> int:
    """What a process and those it started hold, shared pages counted once."""
    group, total = house.processes[name].pid, 0
    for folder in Path("/proc").iterdir():
        try:
            if not folder.name.isdigit() or os.getpgid(int(folder.name)) != group:
                continue
            lines = (folder / "smaps_rollup").read_text().splitlines()
        except OSError:
            continue
        total += next(int(line.split()[1]) for line in lines if line[:4] == "Pss:")
    return round(total / 1024)


class Floor:
    """What the bare Django does in the same minutes."""

    def __init__(self, url: str):
        self.url = url

    def warm_up(self):
        import time

        for _ in range(100):
            try:
                Client(self.url).get("/")
                break
            except OSError:
                time.sleep(0.2)
        self.page_per_s(1, WARM_UP)
        self.store_per_s(1, WARM_UP)

    def page_per_s(self, concurrency: int, count: int) -> float:
        return self.per_s(lambda client: client.get("/"), concurrency, count)

    def store_per_s(self, concurrency: int, count: int) -> float:
        words = {"words": "x" * 1000}
        return self.per_s(
            lambda client: client.post("/simpan/", words), concurrency, count
        )

    def per_s(self, ask, concurrency: int, count: int) -> float:
        clients = [Client(self.url) for _ in range(concurrency)]

        def some(client):
            answers = [ask(client) for _ in range(max(1, count // concurrency))]
            return sum(answer.seconds for answer in answers), True

        series = take(clients, some, concurrency=concurrency)
        done = concurrency * max(1, count // concurrency)
        return round(done / series.wall, 1)


def show(rows: list[dict]):
    names = ["name", "rows", "concurrency", "p50_ms", "p95_ms", "longest_ms"]
    names += ["per_s", "floor_per_s", "queries", "bytes_gz", "errors"]
    table = [names, *([str(row[name]) for name in names] for row in rows)]
    widths = [max(len(line[at]) for line in table) for at in range(len(names))]
    for line in table:
        print(
            "  ".join(
                cell.ljust(width) for cell, width in zip(line, widths, strict=True)
            )
        )


if __name__ == "__main__":
    os.environ.setdefault("TRIAL", "1")
    os.environ |= NO_LIMITS
    sys.exit(main())
