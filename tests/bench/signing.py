"""
The day on which everybody signs, then the papers of that day.

Six one after the other; fifty with eight at once; fifty within ten seconds; fifty in
the same second. The password is proved each time and the worker runs. Afterwards each
of them must have exactly the statements that he signed, and each of these statements
exactly one sealed PDF that carries its number: none lost, none doubled.
"""

import json
import re
import subprocess
import sys
import time
from collections import Counter
from dataclasses import replace

import psycopg

from tests.bench.measure import Series, row, take, take_within
from tests.bench.people import PASSWORD, everybody, signed_in
from tests.house import ROOT, House

PEOPLE = 50
CROWD = 8
ONE_BY_ONE = 6
PATIENCE = 180
SIGNED = """
    SELECT person.employee_number, count(statement.number)
    FROM personnel_user AS person
    LEFT JOIN declarations_statement AS statement ON statement.declarant_id = person.id
    WHERE person.employee_number = ANY(%s) GROUP BY 1
"""
PAPERS = """
    SELECT count(*) FILTER (WHERE state <> 'SEALED'),
           min(sealed_at), max(sealed_at), count(*),
           array_agg(extract(epoch FROM sealed_at - signed_at)::float)
    FROM documents_document WHERE id > %s
"""


def measure(house: House, floor) -> list[dict]:
    """Whoever has signed may sign anew: the newer statement replaces the older."""
    owing = still_owing(house)
    alone, crowd = owing[:ONE_BY_ONE], owing[ONE_BY_ONE : ONE_BY_ONE + PEOPLE]
    rows = []
    for name, people, signing, concurrency in (
        ("signing_post", alone, one_by_one, 1),
        ("signing_day", crowd, eight_at_once, CROWD),
        ("signing_ten_seconds", crowd, in_ten_seconds, PEOPLE),
        ("signing_same_second", crowd, at_once, PEOPLE),
    ):
        last = last_document(house)
        rows.append(series_of(house, floor, name, people, signing, concurrency))
        rows.append(sealed(house, f"{name}_to_sealed", last, people))
    return rows


def one_by_one(forms) -> Series:
    return take(forms, sign, concurrency=1)


def eight_at_once(forms) -> Series:
    return take(forms, sign, concurrency=CROWD)


def in_ten_seconds(forms) -> Series:
    return take_within(forms, sign, seconds=10)


def at_once(forms) -> Series:
    return take(forms, sign, concurrency=PEOPLE)


def series_of(house: House, floor, name, people, signing, concurrency) -> dict:
    """All have the text before them; then all sign."""
    signers = [signed_in(house, one["number"]) for one in people]
    forms = [(client, *shown_text(client)) for client in signers]
    before = signed_by(house, people)
    floor_per_s = floor.store_per_s(min(concurrency, CROWD), 4 * PEOPLE)
    series = signing(forms)
    lost_or_doubled = sum(
        after != before[number] + 1
        for number, after in signed_by(house, people).items()
    )
    series = replace(series, errors=series.errors + lost_or_doubled)
    return row(
        name,
        series,
        rows=len(forms),
        concurrency=concurrency,
        floor_per_s=floor_per_s,
    )


def signed_by(house: House, people) -> dict[str, int]:
    """How many statements each of these people has signed so far."""
    numbers = [one["number"] for one in people]
    with psycopg.connect(house.database_url) as connection:
        return dict(connection.execute(SIGNED, [numbers]).fetchall())


def still_owing(house: House) -> list[dict]:
    """Those whom the demonstration left without a statement."""
    with psycopg.connect(house.database_url) as connection:
        query = """
            SELECT employee_number FROM personnel_user AS person WHERE NOT EXISTS
            (SELECT FROM declarations_statement WHERE declarant_id = person.id)
        """
        owing = {number for (number,) in connection.execute(query).fetchall()}
    return [one for one in everybody(house) if one["number"] in owing]


def shown_text(client) -> tuple[str, dict]:
    """The page to be signed: its address and the fields it would post."""
    begin = client.get("/deklarasi/mulai/")
    fields = begin.hidden_fields() | {"situation": "FREE"}
    tenure = re.search(r'name="tenure" value="(\d+)"', begin.text)
    if tenure:
        fields["tenure"] = tenure[1]
    asked = client.follow(client.post("/deklarasi/mulai/", fields))
    none_apply = asked.path + "tidak-ada/"
    page = client.follow(client.post(none_apply, asked.hidden_fields()))
    return page.path, page.hidden_fields() | {"consent": "on", "password": PASSWORD}


def sign(form) -> tuple[float, bool]:
    client, path, fields = form
    answer = client.post(path, fields)
    return answer.seconds, answer.status == 302


def last_document(house: House) -> int:
    with psycopg.connect(house.database_url) as connection:
        (last,) = connection.execute(
            "SELECT max(id) FROM documents_document"
        ).fetchone()
    return last


def sealed(house: House, name: str, last: int, people) -> dict:
    """
    Seconds from signature to sealed paper, and papers a second by one worker.

    Errors are papers that were not sealed, and people without exactly one of his own.
    """
    until = time.monotonic() + PATIENCE
    with psycopg.connect(house.database_url, autocommit=True) as connection:
        while True:
            left, first, end, count, waits = connection.execute(
                PAPERS, [last]
            ).fetchone()
            if not left or time.monotonic() > until:
                break
            time.sleep(1)
    waited = sorted(wait for wait in waits if wait is not None)
    numbers = [one["number"] for one in people]
    errors = left + wrong_papers(house, last, numbers)
    series = Series(waited, max((end - first).total_seconds(), 0.001), errors)
    return row(name, series, rows=count, concurrency=1)


def wrong_papers(house: House, last: int, numbers: list[str]) -> int:
    """How many of these people have not exactly one sealed PDF since a document."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench.signing", str(last)],
        cwd=ROOT,
        env=house.environment | {"DJANGO_SETTINGS_MODULE": "kpu_coi.settings"},
        capture_output=True,
        text=True,
        check=True,
    )
    found = Counter(json.loads(done.stdout.splitlines()[-1]))
    return sum((found - Counter(numbers)).values()) + sum(
        (Counter(numbers) - found).values()
    )


def signers_by_paper(last: int) -> list[str]:
    """Whose statement each PDF since a document is, read from the sealed file."""
    from declarations.models import Statement
    from documents.store import read_pdf

    found = []
    signed = Statement.objects.filter(document__gt=last, document__state="SEALED")
    for statement in signed.select_related("declarant", "document"):
        told = subprocess.run(
            ["pdftotext", "-", "-"],
            input=read_pdf(statement.document),
            capture_output=True,
            check=True,
        )
        if statement.number in told.stdout.decode():
            found.append(statement.declarant.employee_number)
    return found


if __name__ == "__main__":
    import django

    django.setup()
    print(json.dumps(signers_by_paper(int(sys.argv[1]))))
