"""The embedded server with real processes: there for all, gone with the last."""

import os
import shutil
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest

from kpu_coi import embedded
from kpu_coi.environment import BASE_DIR

JOIN_AND_WAIT = """
import sys
from pathlib import Path
from kpu_coi import embedded
print(embedded.join(Path(sys.argv[1])), flush=True)
sys.stdin.read()
"""
PATIENCE = 30


@pytest.fixture
def folder(settings):
    """A data folder where the server's own user may pass: pytest shuts its own."""
    base = settings.VAR_DIR / "tes" / f"pg-{uuid4().hex[:8]}"
    base.mkdir(parents=True)
    yield base / "postgres"
    for data in base.rglob("PG_VERSION"):
        stops(data.parent)
    shutil.rmtree(base)


@contextmanager
def user_of(folder):
    process = subprocess.Popen(
        [sys.executable, "-c", JOIN_AND_WAIT, str(folder)],
        cwd=BASE_DIR,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        yield process, process.stdout.readline().strip()
    finally:
        process.kill()
        process.wait()
        process.stdin.close()
        process.stdout.close()


def answers(url):
    try:
        with psycopg.connect(url) as connection:
            return connection.execute("SELECT 1").fetchone() == (1,)
    except psycopg.OperationalError:
        return False


def stops(folder):
    """Whether the server ends within the patience of somebody who waits for it."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        if not (folder / "postmaster.pid").exists():
            return True
        time.sleep(0.05)
    return False


def test_the_server_outlives_its_first_user_and_ends_with_the_last(folder):
    with user_of(folder) as (first, url), user_of(folder) as (second, same):
        assert url == same

        first.kill()
        first.wait()
        assert answers(url)

        second.stdin.close()
        second.wait()
        assert stops(folder)


def test_data_outlive_the_server(folder):
    with user_of(folder) as (_, url), psycopg.connect(url) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 7 AS number")
    assert stops(folder)

    with user_of(folder) as (_, url), psycopg.connect(url) as connection:
        assert connection.execute("SELECT number FROM kept").fetchone() == (7,)


def test_a_killed_server_is_started_again(folder):
    with user_of(folder) as (_, url):
        assert answers(url)
        pid = int((folder / "postmaster.pid").read_text().split()[0])
        os.kill(pid, signal.SIGKILL)

        with user_of(folder) as (_, again):
            assert answers(again)


def test_the_number_of_a_killed_server_may_belong_to_another_process(folder):
    with user_of(folder):
        pass
    assert stops(folder)
    (folder / "postmaster.pid").write_text(f"{os.getpid()}\n{folder}\n1\n5432\n\n\n\n")

    with user_of(folder) as (_, url):
        assert answers(url)


def test_a_path_too_long_for_a_socket_gets_a_short_one(folder):
    deep = folder.parent / ("d" * 90) / "postgres"
    deep.parent.mkdir()

    with user_of(deep) as (_, url):
        assert len(url.partition("host=")[2] + "/.s.PGSQL.5432") <= 107
        assert answers(url)
    assert stops(deep)


def test_data_of_another_version_are_left_alone_with_a_word(folder):
    folder.mkdir()
    (folder / "PG_VERSION").write_text("15\n")

    with pytest.raises(embedded.DatabaseTrouble, match="15"):
        embedded.make_data(folder, embedded.server_account())


def test_a_folder_that_cannot_be_made_is_named(tmp_path):
    (tmp_path / "file").write_text("")

    with pytest.raises(embedded.DatabaseTrouble, match="VAR_DIR"):
        embedded.join(tmp_path / "file" / "var" / "postgres")


def test_unfinished_data_folders_are_made_anew(folder):
    left_over = folder.with_name(f".postgres.{os.getpid()}")
    left_over.mkdir()
    (left_over / "PG_VERSION").write_text("18\n")

    with user_of(folder) as (_, url):
        assert answers(url)


def test_the_log_of_the_server_repeats_nothing_that_was_written(folder):
    with user_of(folder) as (_, url):
        with psycopg.connect(url) as connection:
            connection.execute("CREATE TABLE person (name text UNIQUE)")
            connection.execute("INSERT INTO person VALUES ('Wulan')")
            connection.commit()
            with pytest.raises(psycopg.errors.UniqueViolation):
                connection.execute("INSERT INTO person VALUES ('Wulan')")

        log = Path(folder, "server.log").read_text()
    assert "person_name_key" in log
    assert "Wulan" not in log


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give files away")
def test_data_from_another_machine_are_taken_over(folder):
    with user_of(folder):
        pass
    assert stops(folder)
    for path in (folder, *folder.rglob("*")):
        os.chown(path, 48_123, 48_123)

    with user_of(folder) as (_, url):
        assert answers(url)


@pytest.mark.skipif(os.geteuid() != 0, reason="for others the server is their own")
def test_started_by_root_the_server_is_a_user_of_its_own(folder):
    with user_of(folder):
        pid = int((folder / "postmaster.pid").read_text().split()[0])

        assert Path(f"/proc/{pid}").stat().st_uid != 0


@pytest.mark.skipif(os.geteuid() != 0, reason="for others no folder is shut")
def test_a_shut_folder_above_is_opened_by_a_crack_and_told(folder, capfd):
    shut = folder.parent / "shut"
    shut.mkdir(mode=0o700)

    with user_of(shut / "var" / "postgres") as (_, url):
        assert answers(url)

    assert f"chmod o+x {shut}:" in capfd.readouterr().err
    assert shut.stat().st_mode & 0o777 == 0o701
