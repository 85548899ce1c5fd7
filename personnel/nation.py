"""
Posts and made-up people for all units, to see the nation's figures; only in a trial.

The offices of `demonstration` stay as they are; every other unit gets the usual tree
with staff below it, the people in it and a permanent tenure each, in bulk.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from zlib import crc32

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from personnel import generated
from personnel.bulk_trees import Place, plant_all
from personnel.demonstration import SERVING_SINCE
from personnel.models import (
    Employment,
    Grant,
    IdKind,
    Level,
    OversightRegion,
    Position,
    PositionKind,
    RegionProvince,
    Role,
    Tenure,
    Unit,
    User,
)
from personnel.standard_trees import Seat, standard_tree

AT_ONCE = 2000
FIRST_INDEX = 1000
BORN_FROM, BIRTHDAYS, STEP = date(1966, 1, 1), 10_950, 7_919
VACANT_ONE_IN = 40

# An assumption of the demonstration: the real division was not found in public sources.
REGIONS = {
    "I": ("11", "12", "13", "14", "15", "16", "17", "18", "19", "21"),
    "II": ("31", "32", "33", "34", "35", "36", "51", "52", "53"),
    "III": (
        "61", "62", "63", "64", "65", "71", "72", "73", "74", "75", "76",
        "81", "82", "91", "92", "93", "94", "95", "96",
    ),
}  # fmt: skip

PNS, PPPK, NON_ASN = Employment.PNS, Employment.PPPK, Employment.NON_ASN
STAFF, FUNCTIONAL = PositionKind.STAFF, PositionKind.FUNCTIONAL
STAFF_SEATS = (
    ("finance", STAFF, "Bendahara Pengeluaran", PNS),
    ("finance", FUNCTIONAL, "Pejabat Pengadaan", PNS),
    ("finance", STAFF, "Pengelola Barang Milik Negara", PNS),
    ("finance", STAFF, "Pengelola Logistik", PPPK),
    ("finance", STAFF, "Pengemudi", NON_ASN),
    ("finance", STAFF, "Jagat Saksana I", NON_ASN),
    ("finance", STAFF, "Jagat Saksana II", NON_ASN),
    ("finance", STAFF, "Jagat Saksana III", NON_ASN),
    ("finance", STAFF, "Pramubakti I", NON_ASN),
    ("finance", STAFF, "Pramubakti II", NON_ASN),
    ("planning", STAFF, "Penyusun Rencana dan Anggaran", PNS),
    ("planning", STAFF, "Pengolah Data Pemilih", PNS),
    ("planning", FUNCTIONAL, "Pranata Komputer", PPPK),
    ("planning", STAFF, "Tenaga Administrasi I", NON_ASN),
    ("planning", STAFF, "Tenaga Administrasi II", NON_ASN),
    ("technical", STAFF, "Verifikator Pencalonan", PNS),
    ("technical", STAFF, "Pengelola Tahapan Pemilu", PNS),
    ("technical", FUNCTIONAL, "Pranata Hubungan Masyarakat", PNS),
    ("technical", STAFF, "Pengelola Partisipasi", PPPK),
    ("technical", STAFF, "Tenaga Administrasi III", NON_ASN),
    ("legal", STAFF, "Penyusun Bahan Hukum", PNS),
    ("legal", STAFF, "Pengelola Dokumentasi Hukum", PPPK),
    ("legal", STAFF, "Pengelola Kepegawaian", PNS),
    ("legal", STAFF, "Pengelola Pengaduan", PNS),
    ("legal", STAFF, "Pengelola Kearsipan", PNS),
    ("secretary", FUNCTIONAL, "Analis Kebijakan", PNS),
)
FEWEST = len(STAFF_SEATS) - 2
OFFICERS = {
    "Pengelola Kepegawaian": Role.UNIT_OPERATOR,
    "Pengelola Pengaduan": Role.COMPLAINT_OFFICER,
}


@transaction.atomic
def build(secret: str) -> int:
    """
    Fill every unit that has no posts, and divide the provinces among the regions.

    Takes the hashed password that all these people share. Says how many were made;
    a second time nobody.
    """
    divide_provinces()
    units = Unit.objects.select_related("parent").order_by("code")
    posts = plant_all(units, seats_of)
    people = people_for(posts, secret)
    tenures = Tenure.objects.bulk_create(
        (
            Tenure(
                user=user,
                position=posts[place],
                period=DateRange(SERVING_SINCE, None, "[)"),
            )
            for place, user in people.items()
        ),
        batch_size=AT_ONCE,
    )
    give_roles(tenures)
    return len(people)


def divide_provinces() -> None:
    """Give each province to a region, unless somebody has already."""
    regions = {region.code: region for region in OversightRegion.objects.all()}
    provinces = {
        unit.code: unit
        for unit in Unit.objects.filter(level=Level.PROVINCE, oversight=None)
    }
    RegionProvince.objects.bulk_create(
        RegionProvince(region=regions[code], province=provinces[province])
        for code, members in REGIONS.items()
        for province in members
        if province in provinces
    )


def seats_of(unit: Unit) -> list[Seat]:
    """The usual tree with staff below it, a seat or two fewer in some units."""
    seats = standard_tree(unit)
    sections = {seat.key: seat.section for seat in seats}
    count = FEWEST + crc32(unit.code.encode()) % 3
    return seats + [
        Seat(f"staff_{place}", kind, title, above, sections[above])
        for place, (above, kind, title, _) in enumerate(STAFF_SEATS[:count])
        if above in sections
    ]


def people_for(posts: dict[Place, Position], secret: str) -> dict[Place, User]:
    """A made-up person for each post but the few that are vacant, by place."""
    people = {
        place: user_of(index, place, post, secret)
        for index, (place, post) in enumerate(posts.items(), start=FIRST_INDEX)
        if not is_vacant(index, post)
    }
    User.objects.bulk_create(people.values(), batch_size=AT_ONCE)
    return people


def is_vacant(index: int, post: Position) -> bool:
    return post.kind == PositionKind.SUBDIV_HEAD and index % VACANT_ONE_IN == 0


def user_of(index: int, place: Place, post: Position, secret: str) -> User:
    person = generated.person(index, post.kind, employment_of(place, post), place[0])
    if person.id_kind == IdKind.NIP:
        person = replace(person, employee_number=wider_number(index, person))
    return User(password=secret, **vars(person))


def employment_of(place: Place, post: Position) -> Employment:
    if post.kind in (PositionKind.CHAIR, PositionKind.MEMBER):
        return Employment.COMMISSIONER
    _, key = place
    if key.startswith("staff_"):
        return STAFF_SEATS[int(key.removeprefix("staff_"))][-1]
    return PNS


def wider_number(index: int, person: generated.Person) -> str:
    """A NIP of the same shape, different for each of the first 98,550 people."""
    days, turn = index * STEP % BIRTHDAYS, index // BIRTHDAYS % generated.SEQUENCES
    born = BORN_FROM + timedelta(days=days)
    appointed = person.employee_number[8:14]
    if person.employment != PPPK:
        appointed = f"{born.year + 24 + index % 4}{3 if index % 3 else 12:02}"
    sex = 2 if generated.is_woman(index) else 1
    return f"{born:%Y%m%d}{appointed}{sex}{generated.FIRST_SEQUENCE + turn}"


def give_roles(tenures: Iterable[Tenure]) -> None:
    """An operator and an officer for complaints in each unit."""
    since = DateRange(SERVING_SINCE, None, "[)")
    Grant.objects.bulk_create(
        (
            Grant(
                user=tenure.user,
                role=OFFICERS[tenure.position.title],
                unit=tenure.position.unit,
                period=since,
            )
            for tenure in tenures
            if tenure.position.title in OFFICERS
        ),
        batch_size=AT_ONCE,
    )
