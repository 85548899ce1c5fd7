"""
Who can see what of a unit today, and by what right.

Each app states it for what it keeps: settings.ACCESS_PROVIDERS names functions
`def access(scene) -> list[Subject]`. They look at posts and grants alone, never at a
statement, a case or a complaint, so that no answer can betray that one exists. Tests
compare every subject with what its readers really find.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from django.conf import settings
from django.db.models import Q
from django.utils import timezone
from django.utils.module_loading import import_string

from deadlines.calendar import today_in
from personnel.grant_words import days_of
from personnel.lines import Chart, Line, inspectorate_of
from personnel.models import (
    NATION_ROLES,
    Grant,
    OversightRegion,
    Role,
    Tenure,
    Unit,
    User,
)
from personnel.reach import LEADERS
from personnel.titles import capacity


@dataclass(frozen=True)
class Right:
    """What lets somebody see something: a post or a grant, in words."""

    user: User
    words: str
    days: str = ""
    everybody: bool = False


@dataclass(frozen=True)
class Subject:
    """
    A kind of thing that is kept about a unit, and who sees or acts on it.

    `rule` says to whom it opens in general and whom it keeps out; `hidden` that
    nobody but the person himself sees it.
    """

    code: str
    title: str
    rule: str
    rights: tuple[Right, ...] = ()
    nobody: str = ""
    icon: str = "eye"

    @cached_property
    def readers(self) -> list[dict]:
        """Each person once, with his rights; those who share one right are counted."""
        people: dict[int, dict] = {}
        for right in self.rights:
            if not right.everybody:
                row = people.setdefault(
                    right.user.pk, {"name": right.user.name, "rights": []}
                )
                if right not in row["rights"]:
                    row["rights"].append(right)
        return sorted(people.values(), key=lambda row: row["name"])

    @cached_property
    def shared(self) -> list[dict]:
        """Rights that everybody of a kind has, with how many people that are."""
        counted: dict[str, set[int]] = {}
        for right in self.rights:
            if right.everybody:
                counted.setdefault(right.words, set()).add(right.user.pk)
        return [{"words": w, "count": len(ids)} for w, ids in counted.items()]


@dataclass
class Scene:
    """A unit on a day, with all posts and grants that bear on it, read once."""

    unit: Unit
    on: date = field(default_factory=timezone.localdate)

    @cached_property
    def here(self) -> date:
        """Today, as the unit's clock has it: posts go by it, grants by Jakarta's."""
        return today_in(self.unit.timezone)

    @cached_property
    def chart(self) -> Chart:
        return Chart((), self.here, self.unit)

    @cached_property
    def tenures(self) -> list[Tenure]:
        """Who holds a post of the unit today, active people alone."""
        return [
            tenure
            for held in self.chart.tenures.values()
            for tenure in held
            if tenure.position.unit_id == self.unit.pk and tenure.user.is_active
        ]

    @cached_property
    def lines(self) -> dict[int, Line]:
        """The way up for each tenure of the unit."""
        return {t.pk: self.chart.line(t, {}) for t in self.tenures}

    @cached_property
    def region(self) -> OversightRegion | None:
        return inspectorate_of(self.unit)

    @cached_property
    def grants(self) -> list[Grant]:
        """In force today, of active people: of the unit and above, and its region."""
        scope = Q(unit__code__in=self.unit.lineage_codes()) | Q(role__in=NATION_ROLES)
        if self.region:
            scope |= Q(region=self.region)
        held = Grant.objects.in_force(self.on).filter(scope, user__is_active=True)
        return list(held.with_people().order_by("user__name", "pk"))

    def by_grant(self, *roles: str, unit: Unit | None = None) -> tuple[Right, ...]:
        """The holders of some roles; those of a unit role for that unit alone."""
        unit = unit or self.unit
        return tuple(
            Right(grant.user, role_words(grant), days_of(grant.period))
            for grant in self.grants
            if grant.role in roles and grant.unit_id in (None, unit.pk)
        )

    def everybody(self) -> tuple[Right, ...]:
        """All who hold a post of the unit."""
        words = "Semua yang memangku jabatan di satker ini"
        return tuple(Right(t.user, words, everybody=True) for t in self.tenures)

    def leaders(self) -> tuple[Right, ...]:
        held = (t for t in self.tenures if t.position.kind in LEADERS)
        return tuple(Right(tenure.user, capacity(tenure)) for tenure in held)


INSPECTORATE = (Role.AUDITOR, Role.REGION_CHIEF, Role.CHIEF_INSPECTOR)
KEEPERS = (Role.ORGANISATION_ADMIN, Role.SYSTEM_ADMIN)


def role_words(grant: Grant) -> str:
    """As "Petugas pengaduan, KPU Kabupaten Demak"."""
    role = grant.get_role_display()
    return f"{role}, {grant.scope}" if grant.scope else role


def subjects_of(unit: Unit) -> list[Subject]:
    """Every kind of thing, from every app that keeps one."""
    scene = Scene(unit)
    providers: Iterable[Callable[[Scene], list[Subject]]] = map(
        import_string, settings.ACCESS_PROVIDERS
    )
    return [subject for provider in providers for subject in provider(scene)]


def access(scene: Scene) -> list[Subject]:
    """What this app keeps: posts and people, accounts, grants, and the log."""
    inspectorate = scene.by_grant(*INSPECTORATE)
    keepers = scene.by_grant(*KEEPERS)
    operator = scene.by_grant(Role.UNIT_OPERATOR)
    officer = scene.by_grant(Role.DPO)
    return [
        Subject(
            "roll",
            "Susunan jabatan dan daftar pegawai",
            "Nama, jabatan, dan garis atasan terbuka bagi semua yang bekerja di satker "
            "ini, yang mengelolanya, dan yang mengawasinya.",
            scene.everybody() + operator + inspectorate + keepers,
            icon="people",
        ),
        Subject(
            "accounts",
            "Daftar pegawai dan akun: mengubahnya",
            "Diubah operator satker ini atau administrator organisasi, tidak pernah "
            "untuk dirinya sendiri.",
            operator + scene.by_grant(Role.ORGANISATION_ADMIN),
            icon="key",
        ),
        Subject(
            "grants",
            "Kewenangan dan siapa yang mengusulkannya",
            "Daftar kewenangan dibaca para administrator dan Pejabat Pelindungan Data "
            "Pribadi. Setiap orang melihat kewenangannya sendiri.",
            keepers + officer,
            icon="shield",
        ),
        Subject(
            "access",
            "Halaman ini",
            "Siapa melihat apa di satker ini.",
            scene.leaders() + operator + inspectorate + keepers + officer,
        ),
        Subject(
            "log",
            "Log kegiatan",
            "Setiap perubahan dan pembacaan dicatat tanpa isi. Log tidak dapat diubah.",
            nobody="Belum ada halaman untuk membacanya. Pengelola server dapat "
            "membuktikan keutuhannya.",
            icon="lock",
        ),
    ]
