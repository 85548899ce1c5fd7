"""
The public's form and a whole complaint, on an empty table and on a full one.

Everybody complains about the same office, so that all wait for one register: the
worst that a busy hour can bring.
"""

import json
import subprocess
import sys

import psycopg

from tests.bench import pages
from tests.bench.client import Answer, Client
from tests.bench.measure import row, take
from tests.house import ROOT, House

FORM = "/pengaduan/lapor/"
POSTS = {1: 40, 8: 96, 32: 192}
MANY = 100_000
TOLD = {
    "identity": "CONFIDENTIAL",
    "name": "Wulan Contoh",
    "contact": "0812-0000-0001",
    "address": "",
    "category": "SERVICE",
    "unit": "33.21",
    "accused_class": "STAFF",
    "accused_post": "STAFF",
    "accused_name": "",
    "what": "Petugas meminta uang untuk salinan dokumen yang seharusnya gratis. " * 8,
    "where": "Loket layanan informasi",
    "when": "Senin lalu, sekitar pukul 10",
    "who": "Dua orang yang sedang antre",
    "how": "Diminta tunai, tanpa kuitansi",
    "wish": "Uang saya dikembalikan",
}
COUNT = "SELECT count(*) FROM complaints_complaint"

# Whole rows with their history and promised dates, spread over offices and years.
FILL = """
    WITH office AS (
        SELECT id, row_number() OVER (ORDER BY id) - 1 AS place,
               count(*) OVER () AS offices
        FROM personnel_unit
    ), made AS (
        INSERT INTO complaints_complaint (
            public_id, receipt_hash, number, category, accused_unit_id,
            accused_class, identity, handling_unit_id, desk, status, status_since,
            triage, received_at, closed_at, due_on, content_sealed, identity_sealed
        )
        SELECT gen_random_uuid(), encode(sha256(n::text::bytea), 'hex'),
               'BANYAK/' || n,
               (ARRAY['SERVICE', 'COI', 'CONDUCT', 'ETHICS'])[1 + mod(n, 4)], office.id,
               'STAFF', 'CONFIDENTIAL', office.id, 'UNIT',
               CASE WHEN mod(n, 10) = 0 THEN 'RECEIVED' ELSE 'UNPROVEN' END, at, '', at,
               CASE WHEN mod(n, 10) = 0 THEN NULL ELSE at END,
               CASE WHEN mod(n, 10) = 0 THEN at::date + 14 END,
               decode(repeat(md5(n::text), 30), 'hex'),
               decode(repeat(md5(n::text), 6), 'hex')
        FROM generate_series(1, %s) AS n
        JOIN office ON office.place = mod(n, office.offices)
        CROSS JOIN LATERAL (
            SELECT now() - mod(n, 1000) * interval '1 day' AS at
        ) AS came
        RETURNING id, received_at, closed_at
    ), steps AS (
        INSERT INTO complaints_step (complaint_id, status, at)
        SELECT id, 'RECEIVED', received_at FROM made
    )
    INSERT INTO complaints_promise (
        complaint_id, code, due_on, amount, unit, legal_basis, met_at
    )
    SELECT id, code, received_at::date + 14, 14, 'CALENDAR_DAY', 'UU 25/2009',
           closed_at
    FROM made
    CROSS JOIN (
        VALUES ('COMPLAINT_ANSWER'), ('COMPLAINT_COMPLETENESS')
    ) AS clocks (code)
"""


def measure(house: House, floor) -> list[dict]:
    """The blank form, then whole complaints before and after the table is filled."""
    asked = ("public_form", "", FORM)
    queries = pages.counted(house, [asked])[asked[0]]
    rows = [
        pages.one_page(house, floor, *asked, concurrency, queries=queries)
        for concurrency in POSTS
    ]
    queries = counted(house)
    rows += posted(house, floor, "complaint_post", queries)
    with psycopg.connect(house.database_url, autocommit=True) as connection:
        connection.execute(FILL, [MANY])
        connection.execute("VACUUM ANALYZE")
    return rows + posted(house, floor, "complaint_post_100k", queries)


def posted(house: House, floor, name: str, queries: int) -> list[dict]:
    return [
        complaints(house, floor, name, concurrency, count, queries)
        for concurrency, count in POSTS.items()
    ]


def complaints(house: House, floor, name, concurrency, count, queries) -> dict:
    """Everybody has the form before him; only the sending is timed."""
    forms = [opened(house) for _ in range(count)]
    before = stored(house)
    floor_per_s = floor.store_per_s(concurrency, count)
    series = take(forms, complain, concurrency=concurrency)
    if stored(house) != before + count:
        raise RuntimeError(f"{name}: not every complaint was stored.")
    return row(
        name,
        series,
        rows=before,
        concurrency=concurrency,
        queries=queries,
        floor_per_s=floor_per_s,
    )


def opened(house: House) -> tuple[Client, Answer]:
    client = Client(house.url)
    return client, client.get(FORM)


def complain(form: tuple[Client, Answer]) -> tuple[float, bool]:
    client, page = form
    answer = client.post_form(FORM, page.hidden_fields() | TOLD)
    return answer.seconds, answer.status == 200 and "code-words" in answer.text


def stored(house: House) -> int:
    with psycopg.connect(house.database_url) as connection:
        (count,) = connection.execute(COUNT).fetchone()
    return count


def counted(house: House) -> int:
    """Queries of a whole complaint, form and sending, in the house's settings."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench.complaints"],
        cwd=ROOT,
        env=house.environment
        | {"DJANGO_SETTINGS_MODULE": "kpu_coi.settings", "LOG_LEVEL": "ERROR"},
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(done.stdout.splitlines()[-1])


def count_queries() -> int:
    from django.db import connection
    from django.test import Client as Visitor
    from django.test.utils import CaptureQueriesContext

    from complaints.receipts import new_token

    visitor = Visitor(HTTP_HOST="localhost")
    for _ in range(2):
        with CaptureQueriesContext(connection) as queries:
            visitor.get(FORM)
            visitor.post(FORM, TOLD | {"token": new_token()})
    return len(queries)


if __name__ == "__main__":
    import django

    django.setup()
    print(json.dumps(count_queries()))
