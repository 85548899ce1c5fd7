"""
Four offices with made-up people, to try the application on; only in a trial.

A regency (Demak), its province (Jawa Tengah) and KPU RI with the Inspektorat, so
that every way a declaration can take has its people: a Kasubbag who will be the
other party, a post of Kasubbag that is vacant, and a Sekretaris on leave. Beside them
a smaller regency (Kudus), whose people have gone further with everything.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from django.conf import settings
from django.contrib.auth.hashers import check_password, make_password
from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone

from personnel import generated, unit_file
from personnel.demonstration_seats import (
    MORE_SEATS,
    NATION,
    NEIGHBOUR,
    PNS,
    PROVINCE,
    REGENCY,
)
from personnel.models import (
    Acting,
    Employment,
    Grant,
    OversightRegion,
    Position,
    PositionKind,
    RegionProvince,
    Role,
    Tenure,
    Unit,
    User,
)
from personnel.standard_trees import OVERSIGHT, Seat, plant, standard_tree

VACANT_SEAT = "planning"
OVERSEEN_BY = "II"
SERVING_SINCE = date(2021, 1, 1)
STANDS_IN_SINCE, STANDS_IN_FOR = timedelta(days=3), timedelta(days=14)
ADDRESSES = {
    REGENCY: "Jalan Contoh Nomor 21, Demak",
    NEIGHBOUR: "Jalan Contoh Nomor 19, Kudus",
    PROVINCE: "Jalan Contoh Nomor 33, Semarang",
    NATION: "Jalan Contoh Nomor 1, Jakarta",
}


@dataclass(frozen=True)
class Offices:
    """The demonstration offices: who holds which seat, and the parts they play."""

    regency: Unit
    province: Unit
    nation: Unit
    neighbour: Unit
    tenures: dict[tuple[str, str], Tenure]
    stand_in: Tenure

    def holder(self, unit: str, seat: str) -> Tenure:
        """Who permanently holds a seat, by the unit's code and the seat's key."""
        return self.tenures[unit, seat]

    @property
    def free_signer(self) -> Tenure:
        """Has nothing to declare; a PPNPN without NIP."""
        return self.holder(REGENCY, "driver")

    @property
    def declarant(self) -> Tenure:
        """Has a potential conflict that goes to his Kasubbag."""
        return self.holder(REGENCY, "verifier")

    @property
    def superior(self) -> Tenure:
        """The declarant's Kasubbag."""
        return self.holder(REGENCY, "technical")

    @property
    def declarant_against_superior(self) -> Tenure:
        """His Kasubbag is the other party; it goes to the Sekretaris (rule 13)."""
        return self.holder(REGENCY, "buyer")

    @property
    def other_party(self) -> Tenure:
        """The Kasubbag who will be named."""
        return self.holder(REGENCY, "finance")

    @property
    def declarant_below_vacancy(self) -> Tenure:
        """His Kasubbag's post is vacant; it goes to the Sekretaris (rule 14)."""
        return self.holder(REGENCY, "planner")

    @property
    def declarant_below_stand_in(self) -> Tenure:
        """A Kepala Bagian of the province; its Sekretaris has a Plh. (rule 14)."""
        return self.holder(PROVINCE, "planning")

    @property
    def secretary(self) -> Tenure:
        return self.holder(REGENCY, "secretary")

    @property
    def secretary_on_leave(self) -> Tenure:
        return self.holder(PROVINCE, "secretary")

    @property
    def chair(self) -> Tenure:
        return self.holder(REGENCY, "chair")

    @property
    def unit_operator(self) -> Tenure:
        return self.holder(REGENCY, "personnel")

    @property
    def complaint_officer(self) -> Tenure:
        return self.holder(REGENCY, "complaints")

    @property
    def province_complaint_officer(self) -> Tenure:
        """Gets what is about the leadership of the regency (rule 51)."""
        return self.holder(PROVINCE, "jurist")

    @property
    def national_complaint_officer(self) -> Tenure:
        return self.holder(NATION, "administration_2")

    @property
    def adviser(self) -> Tenure:
        """P3K2 of the regency."""
        return self.holder(REGENCY, "analyst")

    @property
    def neighbour_operator(self) -> Tenure:
        return self.holder(NEIGHBOUR, "personnel")

    @property
    def neighbour_adviser(self) -> Tenure:
        return self.holder(NEIGHBOUR, "analyst")

    @property
    def national_adviser(self) -> Tenure:
        """P3K2 of KPU RI, for units that have none and the cases of all."""
        return self.holder(NATION, "administration_1")

    @property
    def auditor(self) -> Tenure:
        """Of the region that oversees Jawa Tengah."""
        return self.holder(NATION, "auditor_II")

    @property
    def auditor_elsewhere(self) -> Tenure:
        return self.holder(NATION, "auditor_I")

    @property
    def region_chief(self) -> Tenure:
        return self.holder(NATION, f"inspector_{OVERSEEN_BY}")

    @property
    def chief_inspector(self) -> Tenure:
        return self.holder(NATION, "chief_inspector")

    @property
    def organisation_admin(self) -> Tenure:
        return self.holder(NATION, "organisation")

    @property
    def system_admin(self) -> Tenure:
        return self.holder(NATION, "systems")

    def accounts(self) -> list[tuple[str, Tenure]]:
        """The accounts worth showing, each with what to try it for."""
        return [
            ("Pegawai, menandatangani pernyataan bebas", self.free_signer),
            ("Pegawai dengan potensi benturan kepentingan", self.declarant),
            ("Atasan langsungnya", self.superior),
            ("Pegawai, atasannya pihak lain", self.declarant_against_superior),
            ("Pegawai, jabatan atasannya kosong", self.declarant_below_vacancy),
            ("Sekretaris, menerima keduanya", self.secretary),
            ("Kabag, Sekretarisnya sedang cuti", self.declarant_below_stand_in),
            ("Plh. Sekretaris Provinsi", self.stand_in),
            ("Operator satker", self.unit_operator),
            ("Petugas pengaduan KPU Kabupaten Demak", self.complaint_officer),
            ("Petugas pengaduan provinsi", self.province_complaint_officer),
            ("Petugas pengaduan KPU RI", self.national_complaint_officer),
            ("P3K2 KPU Kabupaten Demak", self.adviser),
            ("Auditor Wilayah II", self.auditor),
            ("Auditor Wilayah I", self.auditor_elsewhere),
            ("Inspektur Utama", self.chief_inspector),
            ("Administrator organisasi", self.organisation_admin),
            ("Administrator sistem", self.system_admin),
        ]


class NotATrial(Exception):
    """Demonstration people are made only where TRIAL=1."""


@transaction.atomic
def build(password: str) -> Offices:
    """
    Make the demonstration offices, or complete those that stand.

    All people get the same password. A second time changes nothing, but for a new
    Plh. when the last one's days are over. Raises NotATrial outside a trial.
    """
    if not settings.TRIAL:
        raise NotATrial("Data contoh hanya dibuat dengan TRIAL=1.")
    today = timezone.localdate()
    units = _units()
    posts = {
        (code, key): post
        for code in (NATION, PROVINCE, REGENCY, NEIGHBOUR)
        for key, post in plant(units[code], _seats(units[code])).items()
    }
    people = _people(posts, password)
    tenures = _tenures(posts, people)
    offices = Offices(
        regency=units[REGENCY],
        province=units[PROVINCE],
        nation=units[NATION],
        neighbour=units[NEIGHBOUR],
        tenures=tenures,
        stand_in=_stand_in(posts[PROVINCE, "secretary"], tenures, today),
    )
    _grants(offices)
    return offices


def _units() -> dict[str, Unit]:
    if Unit.objects.filter(code__in=ADDRESSES).count() < len(ADDRESSES):
        unit_file.load(unit_file.SHIPPED.read_bytes())
    unit_file.make_regions()
    units = {unit.code: unit for unit in Unit.objects.filter(code__in=ADDRESSES)}
    for unit in units.values():
        if not unit.address:
            unit.address = ADDRESSES[unit.code]
            unit.save(update_fields=["address"])
    RegionProvince.objects.get_or_create(
        province=units[PROVINCE],
        defaults={"region": OversightRegion.objects.get(code=OVERSEEN_BY)},
    )
    return units


def _seats(unit: Unit) -> list[Seat]:
    """The standard tree of a unit, and the seats of those who work below it."""
    seats = standard_tree(unit)
    sections = {seat.key: seat.section for seat in seats}
    return seats + [
        Seat(key, kind, title, above, sections[above])
        for code, key, above, kind, title, _ in MORE_SEATS
        if code == unit.code
    ]


def _people(
    posts: dict[tuple[str, str], Position], password: str
) -> dict[tuple[str, str], User]:
    """A made-up person for each seat but the vacant one, by seat."""
    made = {}
    employments = {(row[0], row[1]): row[5] for row in MORE_SEATS}
    for index, (seat, post) in enumerate(posts.items()):
        employment = employments.get(seat, PNS)
        if post.kind in (PositionKind.CHAIR, PositionKind.MEMBER):
            employment = Employment.COMMISSIONER
        if seat != (REGENCY, VACANT_SEAT):
            made[seat] = generated.person(index, post.kind, employment, seat[0])
    numbers = [person.employee_number for person in made.values()]
    known = {
        user.employee_number: user
        for user in User.objects.filter(employee_number__in=numbers)
    }
    kept = next(iter(known.values()), None)
    secret = (
        kept.password
        if kept and check_password(password, kept.password)
        else make_password(password)
    )
    User.objects.bulk_create(
        User(password=secret, **vars(person))
        for person in made.values()
        if person.employee_number not in known
    )
    users = User.objects.filter(employee_number__in=numbers)
    users.exclude(password=secret).update(password=secret)
    by_number = {user.employee_number: user for user in users}
    return {seat: by_number[person.employee_number] for seat, person in made.items()}


def _tenures(
    posts: dict[tuple[str, str], Position], people: dict[tuple[str, str], User]
) -> dict[tuple[str, str], Tenure]:
    """The permanent tenure of each person in his seat."""
    held = Tenure.objects.filter(
        position__in=posts.values(), acting=Acting.PERMANENT
    ).with_people()
    standing = {tenure.position_id: tenure for tenure in held}
    missing = [
        Tenure(
            user=user, position=posts[seat], period=DateRange(SERVING_SINCE, None, "[)")
        )
        for seat, user in people.items()
        if posts[seat].pk not in standing
    ]
    for tenure in Tenure.objects.bulk_create(missing):
        standing[tenure.position_id] = tenure
    return {seat: standing[posts[seat].pk] for seat in people}


def _stand_in(
    post: Position, tenures: dict[tuple[str, str], Tenure], today: date
) -> Tenure:
    """
    Who is Plh. of that post today: a head of division, for two weeks more.

    He began some days ago, so that ending it today leaves days behind.
    """
    acting = Tenure.objects.filter(position=post, acting=Acting.DAILY)
    standing = acting.in_force(today).with_people().first()
    if standing:
        return standing
    over = [one.period.upper for one in acting.filter(period__endswith__lte=today)]
    return Tenure.objects.create(
        user=tenures[PROVINCE, "legal"].user,
        position=post,
        acting=Acting.DAILY,
        period=DateRange(
            max([*over, today - STANDS_IN_SINCE]), today + STANDS_IN_FOR, "[)"
        ),
    )


def _grants(offices: Offices) -> None:
    regions = {region.code: region for region in OversightRegion.objects.all()}
    officer = Role.COMPLAINT_OFFICER
    given = [
        (offices.unit_operator, Role.UNIT_OPERATOR, offices.regency, None),
        (offices.chief_inspector, Role.CHIEF_INSPECTOR, None, None),
        (offices.complaint_officer, officer, offices.regency, None),
        (offices.province_complaint_officer, officer, offices.province, None),
        (offices.national_complaint_officer, officer, offices.nation, None),
        (offices.adviser, Role.P3K2, offices.regency, None),
        (offices.neighbour_operator, Role.UNIT_OPERATOR, offices.neighbour, None),
        (offices.neighbour_adviser, Role.P3K2, offices.neighbour, None),
        (offices.national_adviser, Role.P3K2, offices.nation, None),
        (offices.organisation_admin, Role.ORGANISATION_ADMIN, None, None),
        (offices.system_admin, Role.SYSTEM_ADMIN, None, None),
    ]
    for code in OVERSIGHT:
        chief = offices.holder(NATION, f"inspector_{code}")
        auditor = offices.holder(NATION, f"auditor_{code}")
        given.append((chief, Role.REGION_CHIEF, None, regions[code]))
        given.append((auditor, Role.AUDITOR, None, regions[code]))
    for tenure, role, unit, region in given:
        Grant.objects.get_or_create(
            user=tenure.user,
            role=role,
            unit=unit,
            region=region,
            defaults={"period": DateRange(SERVING_SINCE, None, "[)")},
        )
