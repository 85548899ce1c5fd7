"""
A campaign over the whole nation, opened on its page and followed by the worker.

It is open once everybody on the roll owes it. Beside it a plain INSERT of as many
rows into a table of the same columns and indexes, which nothing points to.
"""

import time
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import psycopg

from tests.bench.measure import Series, row
from tests.bench.nation import copied, seats
from tests.bench.people import signed_in
from tests.house import House

FORM = "/kampanye/baru/"
NAME = "Pernyataan menjelang tahapan"
PATIENCE = 900
OWED = """
    SELECT count(*), count(DISTINCT owed.user_id), count(told_at)
    FROM declarations_obligation AS owed
    JOIN declarations_campaign AS campaign ON campaign.id = owed.campaign_id
    WHERE campaign.name = %s
"""
ON_THE_ROLL = """
    SELECT count(DISTINCT tenure.user_id)
    FROM personnel_tenure AS tenure
    JOIN personnel_user AS person ON person.id = tenure.user_id
    WHERE tenure.period @> current_date AND person.is_active
"""
JOBS_LEFT = """
    SELECT count(*) FROM procrastinate_jobs
    WHERE task_name = 'declarations.campaign_opened' AND status IN ('todo', 'doing')
"""
FLOOR = "CREATE TABLE floor_owed (LIKE declarations_obligation INCLUDING ALL)"
FILL = """
    INSERT INTO floor_owed SELECT owed.* FROM declarations_obligation AS owed
    JOIN declarations_campaign AS campaign ON campaign.id = owed.campaign_id
    WHERE campaign.name = %s
"""


def measure(house: House, floor) -> list[dict]:
    with copied(house.server) as nation:
        administrator = seats(nation)["00", "organisation"]
        client = signed_in(nation, administrator)
        check, checked = posted(client, told(client.get(FORM)))
        began = time.perf_counter()
        opened, _ = posted(client, checked.hidden_fields())
        with psycopg.connect(nation.database_url, autocommit=True) as connection:
            (people,) = connection.execute(ON_THE_ROLL).fetchone()
            standing, everybody_told, errors = followed(connection, people, began)
            floor_per_s = plain_insert(connection, people)
    print(f"campaign: {people} people; inserted plainly at {floor_per_s} rows/s")
    return [
        row(
            name,
            Series([seconds], seconds, errors),
            rows=people,
            concurrency=1,
            floor_per_s=floor_per_s,
        )
        | {"per_s": round(people / seconds, 1)}
        for name, seconds in (
            ("campaign_check_page", check),
            ("campaign_post", opened),
            ("campaign_everybody_owes", standing),
            ("campaign_everybody_told", everybody_told),
        )
    ]


def told(page) -> dict:
    """What an administrator fills in, beside what the page hands out."""
    today = datetime.fromtimestamp(time.time(), ZoneInfo("Asia/Jakarta")).date()
    return page.hidden_fields() | {
        "unit": "00",
        "cascade": "on",
        "occasion": "STAGE",
        "asks": "STATEMENT",
        "name": NAME,
        "starts_on": today.isoformat(),
        "due_on": (today + timedelta(days=30)).isoformat(),
        "reminders": "7",
    }


def posted(client, fields) -> tuple[float, object]:
    answer = client.post(FORM, fields)
    if answer.status not in {200, 302}:
        raise RuntimeError(f"{FORM}: {answer.status}")
    return answer.seconds, answer


def followed(connection, people: int, began: float) -> tuple[float, float, int]:
    """
    Seconds until everybody owes it, and until the worker has told everybody.

    Errors are people who owe it not at all, twice, or without having been told.
    """
    standing = None
    while True:
        (jobs,) = connection.execute(JOBS_LEFT).fetchone()
        rows, owing, heard = connection.execute(OWED, [NAME]).fetchone()
        now = time.perf_counter() - began
        if standing is None and owing >= people:
            standing = now
        if (standing and not jobs) or now > PATIENCE:
            break
        time.sleep(0.5)
    errors = abs(people - owing) + (rows - owing) + (rows - heard)
    return standing or now, now, errors


def plain_insert(connection, people: int) -> float:
    connection.execute(FLOOR)
    began = time.perf_counter()
    connection.execute(FILL, [NAME])
    return round(people / (time.perf_counter() - began), 1)
