"""
A list of twenty thousand people for the whole nation: previewed, applied, read again.

The people are made up and all new; those of the demonstration, who hold the posts
before, end. Nothing larger can happen to a roll in one day.
"""

import io
import json
import subprocess
import sys
import time
from itertools import count
from pathlib import Path

import xlsxwriter
from django.utils.timezone import localdate

from tests.bench.measure import Series, row
from tests.house import ROOT, House

ROWS = 20_000
FIRST_INDEX = 50_000
HEADER = (
    *("No", "Nama Lengkap", "N I P", "Pangkat/Gol. Ruang", "Jabatan"),
    *("Unit Kerja/Subbagian", "Kode Satker", "TMT Jabatan", "Status Kepegawaian"),
    "Atasan",
)
STEPS = ("previewed", "applied", "read_again")


def measure(house: House, floor) -> list[dict]:
    """
    Fills the house with the nation first, which takes a minute or two.

    The worker rests meanwhile, or it would do the work itself, unmeasured.
    """
    house.manage("demo", "--scale", "nation")
    house.stop("worker")
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench.rosters"],
        cwd=ROOT,
        env=house.environment | {"DJANGO_SETTINGS_MODULE": "kpu_coi.settings"},
        capture_output=True,
        text=True,
        check=True,
    )
    house.start_worker()
    timed = json.loads(done.stdout.splitlines()[-1])
    print("rosters:", timed)
    return [
        row(
            f"roster_{step}",
            Series([timed[step]], timed[step] / ROWS, timed["errors"]),
            rows=ROWS,
            concurrency=1,
        )
        for step in STEPS
    ]


def big_file(rows: int = ROWS) -> bytes:
    """
    A workbook as the national office would collect it: a person for every post, and
    more below each Sekretaris until there are enough.
    """
    out = io.BytesIO()
    workbook = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet = workbook.add_worksheet("Nasional")
    sheet.merge_range("A1:J1", "DAFTAR PEGAWAI KOMISI PEMILIHAN UMUM")
    sheet.merge_range("A2:J2", "KEADAAN SEKARANG")
    sheet.write_row(3, 0, HEADER)
    for line, cells in enumerate(people(rows), start=4):
        sheet.write_row(line, 0, [line - 3, *cells])
    workbook.close()
    return out.getvalue()


def people(rows: int):
    from personnel import generated, nation
    from personnel.models import Employment, IdKind, Position, PositionKind

    posts = Position.objects.filter(abolished_on=None).select_related("unit")
    seats = [
        (post.kind, post.title, post.section, post.unit.code, "")
        for post in posts.order_by("unit__code", "pk")
    ]
    units = [code for kind, _, _, code, _ in seats if kind == PositionKind.SECRETARY]
    for number in count(1):
        if len(seats) >= rows:
            break
        seats += [
            (PositionKind.STAFF, f"Pengelola Tambahan {number}", "", code, "Sekretaris")
            for code in units
        ]
    since = localdate()
    for index, seat in enumerate(seats[:rows], start=FIRST_INDEX):
        kind, title, section, code, superior = seat
        commissioner = kind in (PositionKind.CHAIR, PositionKind.MEMBER)
        employment = Employment.COMMISSIONER if commissioner else Employment.PNS
        person = generated.person(index, kind, employment, code)
        number = person.employee_number
        if person.id_kind == IdKind.NIP:
            bare = nation.wider_number(index, person)
            number = f"{bare[:8]} {bare[8:14]} {bare[14]} {bare[15:]}"
        status = "Anggota KPU" if commissioner else "PNS"
        start = f"{since.day}/{since.month}/{since.year}"
        yield (
            person.name,
            number,
            person.rank,
            title,
            section,
            code,
            start,
            status,
            (superior),
        )


def peak() -> int:
    """The most resident memory that this process ever had, in MB."""
    told = Path("/proc/self/status").read_text()
    line = next(line for line in told.splitlines() if line.startswith("VmHWM"))
    return int(line.split()[1]) // 1024


def timed_rosters() -> dict:
    from personnel.models import RosterStatus, Unit
    from personnel.workflow import rosters

    data, unit = big_file(), Unit.objects.get(code="00")
    found = {"errors": 0, "file_kb": len(data) // 1024, "before_mb": peak()}

    def step(name, act, *arguments):
        began, worked = time.perf_counter(), time.process_time()
        act(*arguments)
        found[name] = round(time.perf_counter() - began, 2)
        found[f"{name}_cpu"] = round(time.process_time() - worked, 2)

    def handed_in():
        return rosters.upload(
            unit, data, file_name="nasional.xlsx", complete=True, as_of=None, by=None
        )

    roster = handed_in()
    step("previewed", rosters.read, roster.pk)
    roster.refresh_from_db()
    found["counts"] = roster.counts
    found["preview_mb"] = peak()
    rosters.apply(roster, by=None)
    step("applied", rosters.carry_out, roster.pk)
    roster.refresh_from_db()
    found["errors"] += roster.status != RosterStatus.APPLIED
    found["problem"] = roster.problem
    again = handed_in()
    step("read_again", rosters.read, again.pk)
    again.refresh_from_db()
    found["counts_again"] = again.counts
    found["peak_mb"] = peak()
    return found


if __name__ == "__main__":
    import django

    django.setup()
    print(json.dumps(timed_rosters()))
