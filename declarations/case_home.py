"""What cases bring to Beranda and to the menu."""

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse, reverse_lazy
from django.utils import timezone

from declarations.follow_up import (
    DECIDED_LATELY,
    asked_of_person,
    asked_of_reviewer,
    asking,
)
from declarations.models import Case, CaseStatus
from declarations.notices.cases import called
from kpu_coi.home import Duty, HomePart, Recent
from kpu_coi.navigation import Place
from personnel.grants import has_grant
from personnel.lines import tenures_of
from personnel.models import FormerLine, Position, Role

SHOWN = 40
READ_WITH = ("person", "unit", "regime", "addressee__unit", "reconsideration")
ASKED = "Jawab klarifikasi atas pernyataan Anda"
ANSWER_SUPERIOR = "Jawab perkara yang dibuka atasan Anda"
OWN_TAGS = {
    CaseStatus.AWAITING_ADDRESSEE: ("warn", "Menunggu penunjukan"),
    CaseStatus.RECEIVED: ("info", "Diterima"),
    CaseStatus.UNDER_REVIEW: ("info", "Dalam penelaahan"),
    CaseStatus.REROUTED: ("info", "Diteruskan"),
}


def places(user):
    """For whom others' statements can reach: a post above others, or a case."""
    waiting = Case.objects.on_desk_of(user).open()
    shown = has_grant(user, Role.CHIEF_INSPECTOR) or reviews(user)
    address = reverse_lazy("declarations:cases")
    return [Place("Penelaahan", address, count=waiting, shown=shown)]


def reviews(user):
    """Whether a post of the user has others below it today, on either line."""
    today = timezone.localdate()
    post = OuterRef("position")
    below = Q(superior=post) | Q(other_line=post)
    latest = Position.objects.on_latest_lines(today).filter(below)
    former = FormerLine.objects.in_force(today).filter(below)
    held = tenures_of(user, today)
    return Exists(held.filter(Exists(latest) | Exists(former)))


def home(user):
    found = asking(user).select_related(*READ_WITH).by_due_date()
    cases = list(found[:SHOWN])
    own = [case for case in cases if case.person_id == user.pk]
    others = [case for case in cases if case.person_id != user.pk]
    desk = [case for case in others if case.is_open]
    undecided = [case for case in own if case.is_open]
    lately = timezone.now() - DECIDED_LATELY
    return HomePart(
        duties=[question_duty(case) for case in undecided if waits(case)]
        + [desk_duty(case) for case in desk if not waits(case)]
        + [
            asked_duty(case, ask, (case.number,))
            for case in own
            for ask in asked_of_person(case)
        ]
        + [
            asked_duty(case, ask, (who(case), case.number))
            for case in others
            for ask in asked_of_reviewer(case)
        ],
        waiting=[own_waiting(case) for case in undecided if not waits(case)]
        + [asked_waiting(case) for case in desk if waits(case)],
        recent=[
            decided_lately(case)
            for case in own
            if case.decided_at and case.decided_at >= lately
        ],
    )


def waits(case):
    """Whether it is the declarant's turn: he has been asked."""
    return case.status == CaseStatus.NEEDS_INFO


def who(case):
    return f"{case.person.name}, {case.unit.name}"


def desk_duty(case):
    if case.status == CaseStatus.AWAITING_ADDRESSEE:
        title = "Tunjuk penelaah pernyataan"
    elif case.decision_id:
        title = "Pertimbangkan ulang putusan Anda"
    elif case.to_plenary:
        title = "Catat putusan Rapat Pleno"
    elif case.statement_id is None:
        title = f"Telaah perkara {case.regime.conflict}"
    else:
        title = f"Telaah pernyataan {case.regime.conflict}"
    return Duty(
        title=title,
        url=case.get_absolute_url(),
        lines=(who(case), case.number),
        due=case.due,
    )


def asked_duty(case, ask, lines):
    """What follows from a decision, on the page where it is done."""
    return Duty(
        title=ask.title,
        url=reverse(f"declarations:{ask.page}", args=[case.public_id]),
        lines=lines,
        due=ask.due,
    )


def question_duty(case):
    return Duty(
        title=ASKED if case.statement_id else ANSWER_SUPERIOR,
        url=case.get_absolute_url(),
        lines=(case.number,),
        due=case.due,
    )


def own_waiting(case):
    if case.addressee:
        where = f"Pada {case.addressee.title}, {case.addressee.unit.name}"
    elif case.to_plenary:
        where = "Pada Rapat Pleno KPU"
    else:
        where = "Pada Inspektorat Utama"
    return Duty(
        title=f"Putusan atas {'pernyataan' if case.statement_id else 'perkara'} Anda",
        url=case.get_absolute_url(),
        lines=(where, case.number),
        due=case.due,
        waiting_tag=OWN_TAGS[case.status],
    )


def asked_waiting(case):
    return Duty(
        title=f"Klarifikasi dari {case.person.name}",
        url=case.get_absolute_url(),
        lines=(case.number,),
        due=case.due,
        waiting_tag=("warn", "Perlu klarifikasi"),
    )


def decided_lately(case):
    return Recent(f"{called(case)} diputuskan", case.decided_at)
