"""People, posts and units for tests, made as the application would make them."""

from datetime import date
from itertools import count

from django.db.backends.postgresql.psycopg_any import DateRange

from personnel import grants
from personnel.models import (
    Acting,
    Employment,
    Grant,
    IdKind,
    Level,
    OversightRegion,
    Position,
    PositionKind,
    RegionProvince,
    Tenure,
    Unit,
    User,
)
from personnel.unit_file import letterhead

LONG_AGO = date(2020, 1, 1)
PASSWORD = "kata-sandi-uji-9"
sequence = count(1)


def make_user(name="Sari Melati", **fields):
    """Somebody with an internal number, unless a number is given."""
    fields.setdefault("id_kind", IdKind.INTERNAL)
    fields.setdefault("employee_number", f"UJI-{next(sequence):05}")
    fields.setdefault("employment", Employment.NON_ASN)
    return User.objects.create_user(
        name=name, password=fields.pop("password", PASSWORD), **fields
    )


def make_unit(code="33.21", name="KPU Kabupaten Demak", **fields):
    """A unit with those above it; one that exists already is returned."""
    existing = Unit.objects.filter(code=code).first()
    if existing:
        return existing
    level = {2: Level.PROVINCE, 5: Level.DISTRICT}[len(code)]
    parent = None
    if code == "00":
        level, name = Level.NATIONAL, "KPU RI"
    elif level == Level.PROVINCE:
        parent = make_unit("00")
        name = "KPU Provinsi Jawa Tengah" if code == "33" else name
    else:
        parent = make_unit(code[:2], f"KPU Provinsi {code[:2]}")
    name_long = name.replace("KPU", "Komisi Pemilihan Umum", 1)
    if code == "00":
        name_long = "Komisi Pemilihan Umum Republik Indonesia"
    first, second = letterhead(name_long)
    return Unit.objects.create(
        code=code,
        level=level,
        name=name,
        name_long=name_long,
        parent=parent,
        province_code="" if code == "00" else code[:2],
        region_name=name.removeprefix("KPU "),
        letterhead_1=first,
        letterhead_2=second,
        **fields,
    )


def make_position(title="Pelaksana", *, unit=None, superior=None, **fields):
    fields.setdefault("kind", PositionKind.STAFF)
    return Position.objects.create(
        title=title, unit=unit or make_unit(), superior=superior, **fields
    )


def make_tenure(
    user=None, position=None, *, acting=Acting.PERMANENT, since=LONG_AGO, until=None
):
    """A tenure from `since` to the day before `until`, for ever without it."""
    if acting == Acting.DAILY:
        until = until or date(2100, 1, 1)
    return Tenure.objects.create(
        user=user or make_user(),
        position=position or make_position(),
        acting=acting,
        period=DateRange(since, until),
    )


def give(user, role, *, unit=None, region=None, since=LONG_AGO, until=None, by=None):
    """A grant that counts at once; without `by` the row alone, which takes less."""
    scope = {"unit": unit, "region": region}
    if by:
        return grants.give(user, role, by=by, since=since, until=until, **scope)
    period = DateRange(since, until)
    grant = Grant.objects.create(user=user, role=role, period=period, **scope)
    grants.forget(user)
    return grant


def make_region(code="II", *provinces):
    """An inspectorate region that oversees those provinces."""
    region, _ = OversightRegion.objects.get_or_create(
        code=code, defaults={"name": f"Inspektorat Wilayah {code}"}
    )
    for province in provinces:
        RegionProvince.objects.create(region=region, province=province)
    return region


class SmallOffice:
    """
    A staff member, his Kasubbag, the Sekretaris and the Ketua of one regency, the
    Ketua and Sekretaris of its province and the Ketua of KPU RI; each post is held.

    Posts are `staff_post` and so on; tenures `staff` and so on.
    """

    def __init__(self):
        self.unit = make_unit("33.21")
        self.province = make_unit("33")
        self.nation = make_unit("00")
        self.national_chair_post = make_position(
            "Ketua", unit=self.nation, kind=PositionKind.CHAIR
        )
        self.province_chair_post = make_position(
            "Ketua",
            unit=self.province,
            kind=PositionKind.CHAIR,
            superior=self.national_chair_post,
        )
        self.province_secretary_post = make_position(
            "Sekretaris",
            unit=self.province,
            kind=PositionKind.SECRETARY,
            superior=self.province_chair_post,
        )
        self.chair_post = make_position(
            "Ketua",
            unit=self.unit,
            kind=PositionKind.CHAIR,
            superior=self.province_chair_post,
        )
        self.member_post = make_position(
            "Anggota",
            unit=self.unit,
            kind=PositionKind.MEMBER,
            section="Divisi Hukum dan Pengawasan",
            superior=self.chair_post,
        )
        self.secretary_post = make_position(
            "Sekretaris",
            unit=self.unit,
            kind=PositionKind.SECRETARY,
            superior=self.chair_post,
            other_line=self.province_secretary_post,
        )
        self.head_post = make_position(
            "Kepala Subbagian Hukum dan Sumber Daya Manusia",
            unit=self.unit,
            kind=PositionKind.SUBDIV_HEAD,
            section="Subbagian Hukum dan Sumber Daya Manusia",
            superior=self.secretary_post,
        )
        self.staff_post = make_position(
            "Penyusun Bahan Hukum",
            unit=self.unit,
            section="Subbagian Hukum dan Sumber Daya Manusia",
            superior=self.head_post,
        )
        for name in (
            "national_chair",
            "province_chair",
            "province_secretary",
            "chair",
            "member",
            "secretary",
            "head",
            "staff",
        ):
            post = getattr(self, f"{name}_post")
            user = make_user(f"Pemangku {post.title}")
            setattr(self, name, make_tenure(user, post))
