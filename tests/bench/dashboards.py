"""The Inspektorat's first screen and the public figures, on the whole nation."""

import psycopg

from tests.bench import pages
from tests.bench.people import everybody
from tests.house import House

PEOPLE = "SELECT count(*) FROM declarations_obligation"


def measure(house: House, floor) -> list[dict]:
    """Fill all 553 units, then ask as those who oversee them do."""
    house.manage("demo", "--scale", "nation")
    people = {(one["unit"], one["seat"]): one["number"] for one in everybody(house)}
    chief = people["00", "chief_inspector"]
    auditor = people["00", "auditor_II"]
    asked = [
        ("dashboard_nation", chief, "/inspektorat/"),
        ("dashboard_region", auditor, "/inspektorat/"),
        ("dashboard_province", chief, "/inspektorat/?provinsi=33"),
        ("dashboard_people", chief, "/inspektorat/orang/?lihat=belum"),
        ("dashboard_public", "", "/transparansi/"),
    ]
    queries = pages.counted(house, asked)
    rows = [
        pages.one_page(house, floor, *page, concurrency, queries=queries[page[0]])
        for page in asked
        for concurrency in (1, pages.CROWD)
    ]
    count = obliged(house)
    return [row | {"rows": count} for row in rows]


def obliged(house: House) -> int:
    """How many people the figures are counted from."""
    with psycopg.connect(house.database_url) as connection:
        (count,) = connection.execute(PEOPLE).fetchone()
    return count
