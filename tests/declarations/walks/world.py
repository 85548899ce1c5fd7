"""A handful of people over three units, a clock that is moved, and what is stored."""

import random
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

from django.apps import apps
from django.db import connection

from declarations.models import Case, Matter, Note, NoteKind, Statement, Status
from personnel.lines import tenures_of
from personnel.models import PositionKind, Tenure, User
from tests.factories import (
    give,
    make_campaign,
    make_office,
    make_position,
    make_tenure,
    make_user,
)
from tests.list_factories import under_panrb
from tests.matter_factories import make_matter

START = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)  # a Monday, 9.00 WIB
STEP = timedelta(minutes=7)
WATCHED = ("audit", "declarations", "documents", "notifications")
ALSO = {"personnel_tenure", "procrastinate_jobs"}


class Clock:
    """Stands in for `timezone.now`: the time of a walk passes when it says so."""

    def __init__(self):
        self.moment = START

    def __call__(self):
        return self.moment

    def tick(self):
        self.moment += STEP

    def next_morning(self, days):
        """9.00 WIB, some days later."""
        day = self.moment.date() + timedelta(days=days)
        self.moment = datetime.combine(day, START.timetz())


@dataclass
class Memory:
    """What one walk has seen: numbers with their rows, due dates, second thoughts."""

    numbers: dict[str, tuple[str, int]] = field(default_factory=dict)
    due_before: dict[int, date] = field(default_factory=dict)
    asked_again: Counter = field(default_factory=Counter)
    just_swept: bool = False


class World:
    """
    The office of `make_office`, with a second member of staff, an Inspektorat whose
    people hold posts, a P3K2, an operator, an administrator, a campaign and matters.

    Draws from `random`, which a walk sets. People are known by their names here.
    """

    random: random.Random
    memory: Memory

    def __init__(self, clock: Clock):
        self.clock = clock
        self.office = office = make_office()
        make_tenure(make_user("Rekan Sebagian"), second_post(office))
        self.seat_inspectorate()
        give(office.member.user, "P3K2", unit=office.unit)
        operator, admin = make_user("Operator Satker"), make_user("Admin Organisasi")
        give(operator, "UNIT_OPERATOR", unit=office.unit)
        give(admin, "ORGANISATION_ADMIN")
        self.chief = office.chief_inspector.pk
        self.named_often = [office.head.user_id, office.secretary.user_id]
        make_matter(office.unit, by=operator)
        make_matter(office.unit, by=operator, people=[office.chair.user_id])
        make_campaign(office.unit)
        self.people = list(User.objects.order_by("pk").values_list("pk", flat=True))
        office.unit.refresh_from_db()

    def seat_inspectorate(self):
        office = self.office
        chief_post = make_position(
            "Inspektur Utama",
            unit=office.nation,
            kind=PositionKind.CHIEF_INSPECTOR,
            section="Inspektorat Utama",
            superior=office.national_chair_post,
        )
        auditor_post = make_position(
            "Auditor",
            unit=office.nation,
            kind=PositionKind.AUDITOR,
            section="Inspektorat Wilayah II",
            superior=chief_post,
        )
        make_tenure(office.chief_inspector, chief_post)
        make_tenure(office.auditor, auditor_post)
        self.copy_due_to = {
            office.national_chair_post.pk: "MAIN",
            chief_post.pk: "CHIEF",
            auditor_post.pk: "CHIEF",
        }

    def begin(self, source):
        """A new walk, under one of the two legal bases, that draws from `source`."""
        self.random = source
        self.memory = Memory()
        self.clock.moment = START
        if self.chance(50):
            under_panrb()

    # What somebody may draw.

    def one_of(self, rows):
        rows = list(rows)
        return self.random.choice(rows) if rows else None

    def chance(self, of_hundred):
        return self.random.randrange(100) < of_hundred

    def somebody(self):
        return User.objects.get(pk=self.random.choice(self.people))

    def declarant(self):
        """Anybody who holds a post; more often of the lower ranks, who have cases."""
        office = self.office
        often = [office.staff, office.staff, office.head, office.secretary]
        if self.chance(70):
            return User.objects.get(pk=self.random.choice(often).user_id)
        return self.somebody()

    def case(self):
        """Any case; more often one of the newest two."""
        rows = list(Case.objects.order_by("-pk").values_list("pk", flat=True))
        if not rows:
            return None
        among = rows[:2] if self.chance(60) else rows
        return fresh_case(self.random.choice(among))

    def seat(self):
        """Any post that somebody holds today, with whoever does."""
        held = Tenure.objects.in_force(self.today).with_people().order_by("pk")
        return self.one_of(held)

    def seat_of(self, user):
        return tenures_of(user, self.today).first()

    def statement(self, *statuses):
        rows = Statement.objects.filter(status__in=statuses or Status.values)
        return self.one_of(rows.with_declarant().order_by("pk"))

    def matters(self):
        rows = list(Matter.objects.order_by("pk"))
        return [matter for matter in rows if self.chance(50)]

    def question_in(self, case):
        asked = Note.objects.filter(kind=NoteKind.QUESTION)
        mine = asked.filter(case=case).order_by("pk")
        return self.one_of(mine) or self.one_of(asked.order_by("pk"))

    @property
    def today(self) -> date:
        """The date in WIB, the zone of all three units."""
        return (self.clock.moment + timedelta(hours=7)).date()


def second_post(office):
    return make_position(
        "Pengelola Keuangan",
        unit=office.unit,
        section="Subbagian Hukum dan Sumber Daya Manusia",
        superior=office.head_post,
    )


def fresh_case(pk):
    return Case.objects.with_statement().get(pk=pk)


def tables():
    models = [
        model
        for label in WATCHED
        for model in apps.get_app_config(label).get_models(include_auto_created=True)
    ]
    return sorted({model._meta.db_table for model in models} | ALSO)


def digest():
    """All rows of all tables that a move may touch, as a count and a sum of hashes."""
    parts = [
        f"SELECT '{name}', count(*), sum(hashtextextended(row::text, 0)) "
        f"FROM {name} AS row"
        for name in tables()
    ]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts))
        return {name: (count, sum_) for name, count, sum_ in cursor.fetchall()}
