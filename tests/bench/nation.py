"""
The whole nation with five years of statements, kept between runs.

`demo --scale nation` makes it the first time that a part asks for it, which takes
minutes; each part then works on a copy of its own. It is made anew when the tables
have changed; to see a change of the demonstration, remove VAR_DIR/bench/nation.
"""

import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import psycopg
from psycopg import sql

from kpu_coi.environment import env
from tests.bench.people import everybody
from tests.house import ROOT, House

NAME = "bench_nation"
WHOLE = "lengkap"
COPY = "CREATE DATABASE {} TEMPLATE {} STRATEGY FILE_COPY"
DROP = "DROP DATABASE IF EXISTS {} WITH (FORCE)"
# What the demonstration left for the worker, papers of two days and news of five
# campaigns, would be measured instead of what a part asks of it.
REST = """
    TRUNCATE procrastinate_jobs CASCADE;
    UPDATE declarations_obligation SET told_at = now() WHERE told_at IS NULL;
    UPDATE documents_document SET next_attempt_at = now() + interval '2 days'
    WHERE state <> 'SEALED';
"""


@contextmanager
def copied(server: str) -> Iterator[House]:
    """A house with a copy of the nation: web server and worker run in it."""
    kept = kept_nation(server)
    with TemporaryDirectory(prefix="bench-nation-") as folder:
        house = House(Path(folder) / "var", server)
        shutil.copytree(kept.var_dir, house.var_dir)
        command(server, COPY, house.name, kept.name)
        with psycopg.connect(house.database_url, autocommit=True) as connection:
            connection.execute(REST)
            connection.execute("VACUUM ANALYZE")
        try:
            house.start()
            yield house
        finally:
            house.tear_down()


def kept_nation(server: str) -> House:
    """The house that is copied and never runs, made where it is missing."""
    house = House(Path(env("VAR_DIR", "var")).resolve() / "bench" / "nation", server)
    house.name = NAME
    if is_current(house):
        return house
    began = time.monotonic()
    command(server, DROP, house.name)
    shutil.rmtree(house.var_dir, ignore_errors=True)
    house.build(scale="nation")
    with psycopg.connect(house.database_url, autocommit=True) as connection:
        connection.execute("VACUUM ANALYZE")
        size = connection.execute(
            "SELECT pg_size_pretty(pg_database_size(current_database()))"
        ).fetchone()[0]
    told = f"{time.monotonic() - began:.0f} s, {size}"
    (house.var_dir / WHOLE).write_text(told + "\n")
    print("nation built:", told)
    return house


def is_current(house: House) -> bool:
    if not (house.var_dir / WHOLE).exists():
        return False
    told = subprocess.run(
        [sys.executable, "manage.py", "migrate", "--check", "-v0"],
        cwd=ROOT,
        env=house.environment,
        capture_output=True,
        check=False,
    )
    return told.returncode == 0


def command(server: str, words: str, *names: str):
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(sql.SQL(words).format(*map(sql.Identifier, names)))


def seats(house: House) -> dict[tuple[str, str], str]:
    """The numbers of the three offices' people, by unit and seat."""
    return {(one["unit"], one["seat"]): one["number"] for one in everybody(house)}
