"""
Every list of the application on the nation with five years of everything.

Each is opened by the person who sees most rows of it: its first page, its last page,
and cut by a search or a filter where it has one. `LISTS` names every view that pages
its rows; `tests/test_bench.py` finds them in the source and misses none.
"""

import json
import subprocess
import sys

from tests.bench import pages
from tests.bench.nation import copied, seats
from tests.house import ROOT, House

LAST = "page=9999"
TARGET_MS = 100
DASHBOARD_MS = 300  # Its table comes with all the numbers of the nation.
COUNT = 30

# What is asked of each list beside its first page, and who sees most rows of it: a
# seat of the three offices, or one of MOST below.
ADMIN, SYSTEMS = ("00", "organisation"), ("00", "systems")
CHIEF, OPERATOR = ("00", "chief_inspector"), ("33.21", "personnel")
AUDITOR = ("00", "auditor_II")

LISTS = {
    "home": (CHIEF, [""]),
    "notifications:inbox": (CHIEF, ["", LAST]),
    "declarations:statements": ("signer", [""]),
    "declarations:history": ("signer", [""]),
    "declarations:cases": (
        "reviewer",
        ["", LAST, "q=/PPA/", "lihat=selesai", f"lihat=selesai&{LAST}"],
    ),
    "declarations:cases@chief": (CHIEF, ["", "lihat=selesai"]),
    "declarations:case_copies": ("other_line", ["", LAST]),
    "declarations:controls": (
        "reviewer",
        ["", LAST, "keadaan=DUE", "q=2026"],
    ),
    "declarations:referrals": (CHIEF, ["", LAST, "q=PPA", "hasil=-"]),
    "declarations:matters": (
        CHIEF,
        ["", LAST, "q=kota", "satker=33.21", "lihat=sudah"],
    ),
    "declarations:recusals": (
        CHIEF,
        [
            *("", LAST, "nama=wulan", "agenda=agenda+3", "dasar=ORDERED"),
            *("lihat=lewat", "lihat=bertumpuk", "lihat=berakhir"),
        ],
    ),
    "declarations:recusal_sheet": (CHIEF, ["satker=33.21"]),
    "declarations:cooling_offs": (
        CHIEF,
        ["", LAST, "lihat=berakhir", f"lihat=berakhir&{LAST}"],
    ),
    "declarations:consultations": ("asker", ["", LAST]),
    "declarations:consultation_desk": ("adviser", ["", LAST]),
    "declarations:open_case_for": ("superior", ["", LAST, "q=a"]),
    "declarations:campaigns": (ADMIN, ["", "q=2025", "lihat=selesai"]),
    "declarations:campaign": (ADMIN, ["", LAST, "urut=-belum"]),
    "declarations:campaign_unit": (ADMIN, ["", LAST, "cari=a", "lihat=belum"]),
    "declarations:warn_unit": (ADMIN, ["", LAST]),
    "declarations:reported_people": ("told", ["", LAST]),
    "declarations:ceremonies": (ADMIN, [""]),
    "declarations:packs": (ADMIN, [""]),
    "declarations:paper_people": (ADMIN, ["", LAST, "cari=a", "tampil=kertas"]),
    "declarations:questionnaires": (ADMIN, [""]),
    "declarations:regimes": (ADMIN, [""]),
    "documents:wordings": (ADMIN, [""]),
    "complaints:desk": (
        CHIEF,
        [
            *("", LAST, "lihat=tembusan", f"lihat=tembusan&{LAST}"),
            *("lihat=tembusan&q=BANYAK/77", "lihat=tembusan&umur=61"),
        ],
    ),
    "complaints:desk@officer": (
        ("33.21", "complaints"),
        ["", LAST, "lihat=selesai", "q=BANYAK"],
    ),
    "inspectorate:dashboard": (CHIEF, ["", LAST, "urut=lewat"]),
    "inspectorate:people": (CHIEF, ["", LAST, "lihat=belum", "provinsi=33"]),
    "inspectorate:copies": (
        CHIEF,
        [
            *("", LAST, "q=/33.21/", "unit=33.21", "status=CLOSED"),
            *("lihat=terlambat", "lihat=diputus-terlambat", "jenjang=SECRETARY"),
        ],
    ),
    "inspectorate:copies@auditor": (AUDITOR, ["", LAST, "lihat=terlambat"]),
    "inspectorate:compliance": (CHIEF, ["", LAST, "provinsi=33"]),
    "inspectorate:unit_compliance": (CHIEF, ["", LAST, "lihat=belum"]),
    "inspectorate:transparency": (None, [""]),
    "personnel:index": (ADMIN, ["", LAST, "cari=kota", "provinsi=33"]),
    "personnel:unit": (ADMIN, [""]),
    "personnel:without_superior": (ADMIN, ["", LAST, "provinsi=33"]),
    "personnel:regions": (ADMIN, [""]),
    "personnel:secretary_line": (ADMIN, [""]),
    "personnel:roll": (ADMIN, ["", LAST, "q=a", "lihat=kosong"]),
    "personnel:rosters": (ADMIN, ["", LAST]),
    "personnel:grants": (ADMIN, ["", LAST, "q=a", "peran=UNIT_OPERATOR"]),
    "personnel:propose_grant": (ADMIN, ["q=wulan"]),
    "personnel:unit_access": (ADMIN, [""]),
    "unit_accounts": (ADMIN, ["", LAST, "cari=a", "tampil=aktif"]),
    "privacy:my_data": (CHIEF, [""]),
    "privacy:deeds": ("doer", ["", LAST]),
    "privacy:requests": ("requester", ["", LAST]),
    "privacy:desk": (ADMIN, ["", LAST, "lihat=selesai"]),
    "privacy:breaches": (CHIEF, ["", LAST]),
    "admin:personnel_user_changelist": (SYSTEMS, ["", "p=50", "q=wulan"]),
    "admin:personnel_tenure_changelist": (SYSTEMS, ["", "p=50", "q=wulan"]),
    "admin:personnel_position_changelist": (SYSTEMS, ["", "p=50", "q=kota"]),
    "admin:personnel_grant_changelist": (SYSTEMS, ["", "q=wulan"]),
    "admin:personnel_unit_changelist": (SYSTEMS, ["", "q=kota"]),
    "admin:deadlines_holiday_changelist": (SYSTEMS, [""]),
}

# Whoever has most rows of a kind, by his number.
FIRST = """
    SELECT person.employee_number FROM personnel_user AS person JOIN ({}) AS rows
    ON rows.person = person.id GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 1
"""
HELD = (
    "JOIN personnel_tenure AS held "
    "ON held.position_id = {} AND held.period @> current_date"
)
MOST = {
    "signer": "SELECT declarant_id AS person FROM declarations_statement",
    "reviewer": "SELECT held.user_id AS person FROM declarations_case AS one "
    + HELD.format("one.addressee_id"),
    "other_line": "SELECT held.user_id AS person FROM declarations_copy AS one "
    + HELD.format("one.position_id"),
    "asker": "SELECT asker_id AS person FROM declarations_consultation",
    "adviser": "SELECT adviser_id AS person FROM declarations_consultation",
    "superior": "SELECT held.user_id AS person FROM personnel_position AS one "
    + HELD.format("one.superior_id"),
    "told": "SELECT told_id AS person FROM declarations_step WHERE told_id IS NOT NULL",
    "doer": "SELECT substr(actor, 6)::int AS person FROM audit_event "
    "WHERE actor LIKE 'user:%'",
    "requester": "SELECT user_id AS person FROM privacy_datarequest",
}


def measure(house: House, floor) -> list[dict]:
    with copied(house.server) as nation:
        nation.stop("worker")
        told = prepared(nation)
        print("lists:", told["counts"])
        queries = pages.counted(nation, told["asked"])
        rows = [
            pages.one_page(
                nation, floor, *page, 1, queries=queries[page[0]], count=COUNT
            )
            for page in told["asked"]
        ]
    slow = [line["name"] for line in rows if line["p95_ms"] > target_of(line["name"])]
    print(f"lists: {len(rows)} measured, over their target: {slow or 'none'}")
    return rows


def target_of(name: str) -> int:
    """What 95 of 100 answers of a page must keep to, in milliseconds."""
    return DASHBOARD_MS if name.startswith("inspectorate:dashboard") else TARGET_MS


def prepared(nation: House) -> dict:
    """Fill the house, then say which pages are asked for, and by whom."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench.lists"],
        cwd=ROOT,
        env=nation.environment
        | {"DJANGO_SETTINGS_MODULE": "kpu_coi.settings", "LOG_LEVEL": "ERROR"},
        input=json.dumps([[*seat, number] for seat, number in seats(nation).items()]),
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(done.stderr[-3000:])
    return json.loads(done.stdout.splitlines()[-1])


def asked_pages(numbers: dict[tuple[str, str], str]) -> list[list[str]]:
    """Name, number of the person and address of each page, the house being filled."""
    from django.db import connection

    with connection.cursor() as cursor:
        for name, rows in MOST.items():
            cursor.execute(FIRST.format(rows))
            numbers[name] = cursor.fetchone()[0]
    found = []
    for key, (who, variants) in LISTS.items():
        number = numbers[who] if who else ""
        path = path_of(key.partition("@")[0], number)
        for words in variants:
            name = f"{key}?{words}" if words else key
            found.append([name, number, f"{path}?{words}" if words else path])
    return found


def path_of(name: str, number: str) -> str:
    """The address of a list: of the nation's campaign, of the largest office."""
    from django.urls import get_resolver, reverse

    from declarations.models import Campaign, Statement, Step

    space, _, bare = name.rpartition(":")
    resolver = get_resolver()
    if space:
        resolver = resolver.namespace_dict[space][1]
    (_, wanted), *_ = resolver.reverse_dict.getlist(bare)[0][0]
    known = {"code": "00"}
    if "public_id" in wanted:
        known["public_id"] = Campaign.objects.widest_first()[0].public_id
    if name == "declarations:reported_people":
        step = Step.objects.filter(told__employee_number=number).latest("pk")
        known["public_id"] = step.obligation.campaign.public_id
    if name == "declarations:history":
        own = Statement.objects.filter(declarant__employee_number=number)
        known["public_id"] = own.latest("signed_at").public_id
    return reverse(name, kwargs={key: known[key] for key in wanted})


if __name__ == "__main__":
    import django

    django.setup()

    from tests.bench.filling import fill

    given = {(unit, seat): number for unit, seat, number in json.load(sys.stdin)}
    counts = fill()
    print(json.dumps({"counts": counts, "asked": asked_pages(given)}))
