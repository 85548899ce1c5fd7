"""The day on which everybody signs: fifty people at once, then their papers."""

import re
import time

import psycopg

from tests.bench.measure import Series, row, take
from tests.bench.people import PASSWORD, everybody, signed_in
from tests.house import House

PEOPLE = 50
CROWD = 8
ONE_BY_ONE = 6
PATIENCE = 180
PAPERS = """
    SELECT count(*) FILTER (WHERE state <> 'SEALED'),
           min(sealed_at), max(sealed_at), count(*),
           array_agg(extract(epoch FROM sealed_at - signed_at)::float)
    FROM documents_document WHERE id > %s
"""


def measure(house: House, floor) -> list[dict]:
    """A few one after the other, then fifty with eight at once."""
    owing = still_owing(house)
    alone, crowd = owing[:ONE_BY_ONE], owing[ONE_BY_ONE : ONE_BY_ONE + PEOPLE]
    rows = [series_of(house, floor, "signing_post", alone, concurrency=1)]
    last = last_document(house)
    rows.append(series_of(house, floor, "signing_day", crowd, concurrency=CROWD))
    return rows + sealed(house, last)


def series_of(house: House, floor, name: str, people, *, concurrency: int) -> dict:
    """All have the text before them; then all sign."""
    signers = [signed_in(house, one["number"]) for one in people]
    forms = [(client, *shown_text(client)) for client in signers]
    floor_per_s = floor.store_per_s(concurrency, 4 * PEOPLE)
    series = take(forms, sign, concurrency=concurrency)
    return row(
        name,
        series,
        rows=len(forms),
        concurrency=concurrency,
        floor_per_s=floor_per_s,
    )


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


def sealed(house: House, last: int) -> list[dict]:
    """Seconds from signature to sealed paper, and papers a second by one worker."""
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
    series = Series(waited, max((end - first).total_seconds(), 0.001), left)
    return [row("signing_to_sealed", series, rows=count, concurrency=1)]
