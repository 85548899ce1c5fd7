"""
The usual posts of a national, a provincial and a regency office.

Ground: UU 7/2017 Pasal 81 for the two lines of a Sekretaris; the divisions of
commissioners and the subbagian as KPU's offices have them. An office that differs
changes its posts afterwards.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction

from personnel.models import Level, Position, PositionKind, SecretariatType, Unit

PARENT = "parent:"


@dataclass(frozen=True)
class Seat:
    """
    One post of a tree, before it belongs to a unit.

    `superior` and `other_line` are keys of seats named earlier in the same tree, or
    "parent:chair" and "parent:secretary" for those of the unit above.
    """

    key: str
    kind: PositionKind
    title: str
    superior: str = ""
    section: str = ""
    other_line: str = ""


CHAIR_DIVISION = "Divisi Keuangan, Umum, Rumah Tangga dan Logistik"
DIVISIONS = (
    "Divisi Teknis Penyelenggaraan",
    "Divisi Sosialisasi, Pendidikan Pemilih, Partisipasi Masyarakat dan SDM",
    "Divisi Perencanaan, Data dan Informasi",
    "Divisi Hukum dan Pengawasan",
)
NATIONAL_DIVISIONS = (
    "Divisi Teknis Penyelenggaraan",
    "Divisi Sosialisasi, Pendidikan Pemilih dan Partisipasi Masyarakat",
    "Divisi Data dan Informasi",
    "Divisi Hukum dan Pengawasan",
    "Divisi Sumber Daya Manusia, Organisasi, Pendidikan dan Pelatihan",
    "Divisi Perencanaan, Keuangan, Umum dan Logistik",
)
BRANCHES = {
    "finance": "Keuangan, Umum dan Logistik",
    "planning": "Perencanaan, Data dan Informasi",
    "technical": "Teknis Penyelenggaraan Pemilu, Partisipasi dan Hubungan Masyarakat",
    "legal": "Hukum dan Sumber Daya Manusia",
}
PROVINCIAL_BRANCHES = {
    "finance": ("Keuangan", "Umum dan Logistik"),
    "planning": ("Perencanaan", "Data dan Informasi"),
    "technical": (
        "Teknis Penyelenggaraan Pemilu",
        "Partisipasi dan Hubungan Masyarakat",
    ),
    "legal": ("Hukum", "Sumber Daya Manusia"),
}
BUREAUS = {
    "administration": (
        "Deputi Bidang Administrasi",
        ("Biro Keuangan dan Barang Milik Negara", "Biro Sumber Daya Manusia"),
    ),
    "support": (
        "Deputi Bidang Dukungan Teknis",
        ("Biro Teknis Penyelenggaraan Pemilu", "Pusat Data dan Teknologi Informasi"),
    ),
}
OVERSIGHT = ("I", "II", "III")


def commissioners(divisions: Iterable[str], above: str = "") -> list[Seat]:
    """A Ketua, under the unit above if any, and an Anggota for each division."""
    chair = Seat("chair", PositionKind.CHAIR, "Ketua", above, CHAIR_DIVISION)
    members = [
        Seat(f"member_{number}", PositionKind.MEMBER, "Anggota", "chair", division)
        for number, division in enumerate(divisions, start=1)
    ]
    return [chair, *members]


def secretary() -> Seat:
    """The Sekretaris: to his Ketua by function, to the office above by staff rules."""
    return Seat(
        "secretary",
        PositionKind.SECRETARY,
        "Sekretaris",
        "chair",
        other_line=f"{PARENT}secretary",
    )


def regency_tree() -> list[Seat]:
    """Ketua, four Anggota, Sekretaris and the four usual subbagian."""
    heads = [
        Seat(
            key,
            PositionKind.SUBDIV_HEAD,
            f"Kepala Subbagian {branch}",
            "secretary",
            f"Subbagian {branch}",
        )
        for key, branch in BRANCHES.items()
    ]
    return [*commissioners(DIVISIONS, f"{PARENT}chair"), secretary(), *heads]


def provincial_tree() -> list[Seat]:
    """Ketua, four Anggota, Sekretaris, four bagian with two subbagian each."""
    seats = [*commissioners(DIVISIONS, f"{PARENT}chair"), secretary()]
    for key, branch in BRANCHES.items():
        seats.append(
            Seat(
                key,
                PositionKind.DIVISION_HEAD,
                f"Kepala Bagian {branch}",
                "secretary",
                f"Bagian {branch}",
            )
        )
        seats += [
            Seat(
                f"{key}_{number}",
                PositionKind.SUBDIV_HEAD,
                f"Kepala Subbagian {part}",
                key,
                f"Subbagian {part}",
            )
            for number, part in enumerate(PROVINCIAL_BRANCHES[key], start=1)
        ]
    return seats


def national_tree() -> list[Seat]:
    """Ketua, six Anggota, Sekretaris Jenderal, deputies, bureaus, the Inspektorat."""
    seats = commissioners(NATIONAL_DIVISIONS)
    seats[0] = Seat("chair", PositionKind.CHAIR, "Ketua")
    seats.append(Seat("secretary", PositionKind.SECGEN, "Sekretaris Jenderal", "chair"))
    for key, (deputy, bureaus) in BUREAUS.items():
        seats.append(Seat(key, PositionKind.DEPUTY, deputy, "secretary"))
        seats += [
            Seat(
                f"{key}_{number}", PositionKind.BUREAU_HEAD, f"Kepala {name}", key, name
            )
            for number, name in enumerate(bureaus, start=1)
        ]
    chief = "chief_inspector"
    seats.append(
        Seat(
            chief,
            PositionKind.CHIEF_INSPECTOR,
            "Inspektur Utama",
            "secretary",
            "Inspektorat Utama",
        )
    )
    return seats + [
        Seat(
            f"inspector_{region}",
            PositionKind.REGIONAL_INSPECTOR,
            f"Inspektur Wilayah {region}",
            chief,
            f"Inspektorat Wilayah {region}",
        )
        for region in OVERSIGHT
    ]


def fifth_seat(unit: Unit, name: str) -> Seat:
    """The fifth bagian or subbagian that a secretariat of type A may have."""
    if unit.level == Level.PROVINCE:
        kind, branch = PositionKind.DIVISION_HEAD, f"Bagian {name}"
    else:
        kind, branch = PositionKind.SUBDIV_HEAD, f"Subbagian {name}"
    return Seat("fifth", kind, f"Kepala {branch}", "secretary", branch)


def standard_tree(
    unit: Unit, secretariat_type: str = "", fifth: str = ""
) -> list[Seat]:
    """
    The usual tree for a unit of that level.

    The four usual branches suit both types of secretariat; type A may have one more,
    whose name the office's own decree gives.
    """
    trees = {
        Level.NATIONAL: national_tree,
        Level.PROVINCE: provincial_tree,
        Level.DISTRICT: regency_tree,
    }
    seats = trees[unit.level]()
    if fifth and secretariat_type == SecretariatType.A:
        seats.append(fifth_seat(unit, fifth))
    return seats


@transaction.atomic
def plant(unit: Unit, seats: Iterable[Seat]) -> dict[str, Position]:
    """
    Make the posts in the unit, from the top down, and return them by key.

    A standing post of the same title and section is taken as it is, so that a second
    planting changes nothing. Plant the unit above first: its posts close the lines.
    """
    here = Position.objects.filter(unit=unit, abolished_on=None)
    standing = {(post.title, post.section): post for post in here}
    posts = _posts_above(unit)
    planted = {}
    for seat in seats:
        post = standing.get((seat.title, seat.section))
        if post is None:
            post = Position.objects.create(
                unit=unit,
                kind=seat.kind,
                title=seat.title,
                section=seat.section,
                superior=posts.get(seat.superior),
                other_line=posts.get(seat.other_line),
            )
        posts[seat.key] = planted[seat.key] = post
    return planted


def _posts_above(unit: Unit) -> dict[str, Position]:
    """The Ketua and the Sekretaris of the unit above, as keys of seats."""
    keys = {
        PositionKind.CHAIR: f"{PARENT}chair",
        PositionKind.SECRETARY: f"{PARENT}secretary",
        PositionKind.SECGEN: f"{PARENT}secretary",
    }
    above = Position.objects.filter(
        unit=unit.parent_id, kind__in=keys, abolished_on=None
    )
    return {keys[post.kind]: post for post in above}
