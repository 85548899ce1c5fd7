"""Pages that people look at, one after the other and several at once."""

import json
import re
import subprocess
import sys

from tests.bench.client import Client
from tests.bench.measure import row, take
from tests.bench.people import everybody, signed_in
from tests.house import ROOT, House

COUNT = 120
FEWEST = 10
CROWD = 8
CASE = re.compile(r'href="(/penelaahan/[0-9a-f-]{36}/)"')


def measure(house: House, floor) -> list[dict]:
    people = {(one["unit"], one["seat"]): one["number"] for one in everybody(house)}
    secretary = people["33.21", "secretary"]
    found = CASE.search(signed_in(house, secretary).get("/penelaahan/").text)
    asked = [
        ("beranda", secretary, "/beranda/"),
        ("statement_form", people["33.21", "press"], "/deklarasi/mulai/"),
        ("case_page", secretary, found[1]),
        ("staff_list_statements", secretary, "/deklarasi/"),
        ("staff_list_cases", secretary, "/penelaahan/"),
        ("staff_list_copies", people["00", "auditor_II"], "/inspektorat/tembusan/"),
        (
            "staff_list_compliance",
            people["00", "auditor_II"],
            "/inspektorat/kepatuhan/33.21/",
        ),
    ]
    queries = counted(house, asked)
    return [
        one_page(house, floor, *page, concurrency, queries=queries[page[0]])
        for page in asked
        for concurrency in (1, CROWD)
    ]


def one_page(
    house, floor, name, number, path, concurrency, *, queries, count=COUNT
) -> dict:
    """A page's figures, the floor measured right before; without a number, nobody's."""
    clients = [
        signed_in(house, number) if number else Client(house.url)
        for _ in range(concurrency)
    ]
    samples = [client.get(path) for client in clients]
    each = max(count // concurrency, FEWEST)
    floor_per_s = floor.page_per_s(concurrency, each * concurrency)

    def some(client):
        answers = [client.get(path) for _ in range(each)]
        return [(answer.seconds, answer.status == 200) for answer in answers]

    series = take(clients, some, concurrency=concurrency, many=True)
    return row(
        name,
        series,
        rows=samples[0].text.count("<tr>") or 1,
        concurrency=concurrency,
        queries=queries,
        bytes_gz=samples[0].bytes_gz,
        floor_per_s=floor_per_s,
    )


def counted(house: House, asked) -> dict[str, int]:
    """Queries of each page, counted inside a Django with the house's settings."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench.pages"],
        cwd=ROOT,
        env=house.environment
        | {"DJANGO_SETTINGS_MODULE": "kpu_coi.settings", "LOG_LEVEL": "ERROR"},
        input=json.dumps(asked),
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(done.stdout.splitlines()[-1])


def count_queries(asked) -> dict[str, int]:
    from django.contrib.auth import get_user_model
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    found = {}
    for name, number, path in asked:
        client = Client(HTTP_HOST="localhost")
        if number:
            client.force_login(get_user_model().objects.get(employee_number=number))
        client.get(path)
        with CaptureQueriesContext(connection) as queries:
            client.get(path)
        found[name] = len(queries)
    return found


if __name__ == "__main__":
    import django

    django.setup()
    print(json.dumps(count_queries(json.load(sys.stdin))))
