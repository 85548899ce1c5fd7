"""Which cases somebody sees, which lie on his desk, and how they are read."""

from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import JSONObject
from django.utils import timezone

from declarations.models.advised import ASKED_SINCE, advised_by
from declarations.models.case_terms import OPEN, CaseStatus
from declarations.models.copies import Copy, CopyKind, KeptOut, kept_from
from declarations.models.same_matter import conflicted, matter_parties
from declarations.models.statements import Statement
from personnel.grants import has_grant
from personnel.models import Role
from personnel.today import posts_acted_for_by, posts_held_by


def addressed_to(posts):
    """Those that lie with one of the posts, which a withdrawn one does no more."""
    return Q(addressee__in=posts) & ~Q(status=CaseStatus.CANCELLED)


class CaseQuerySet(models.QuerySet):
    def visible_to(self, user):
        """
        Cases of one's own, those addressed to a post held today, copies, and advice.

        Whoever is kept out of a case, as another party or because he withdrew from
        it, never sees it.
        """
        today = timezone.localdate()
        posts = posts_held_by(user)
        copies = Copy.objects.readable_by(user, today).filter(case=OuterRef("pk"))
        others = addressed_to(posts) | Exists(copies)
        if advised := advised_by(user, OPEN):
            others |= advised
        others &= ~kept_from(user, "pk")
        return self.filter(Q(person=user) | others)

    def on_desk_of(self, user):
        """
        Cases of others that lie with a post the user acts for, or with the plenary.

        All are visible to him: what lies with his post, and to the Inspektur Utama by
        the copy of every case. Whether he may act on one is for rules/cases.py to say.
        """
        mine = addressed_to(posts_acted_for_by(user))
        if has_grant(user, Role.CHIEF_INSPECTOR, timezone.localdate()):
            mine |= Q(to_plenary=True) | Q(status=CaseStatus.AWAITING_ADDRESSEE)
        return self.filter(mine, ~kept_from(user, "pk")).exclude(person=user)

    def copied_to_post_of(self, user):
        """Cases of which a post of the user got the copy of the other line."""
        copies = Copy.objects.filter(
            case=OuterRef("pk"),
            kind=CopyKind.OTHER_LINE,
            position__in=posts_held_by(user),
        )
        return self.visible_to(user).filter(Exists(copies))

    def overseen_by(self, user):
        """Of which the Inspektorat's own copy is for this person to read."""
        mine = Copy.objects.visible_to_inspectorate(user)
        return self.filter(Exists(mine.filter(case=OuterRef("pk"))))

    def open(self):
        return self.filter(status__in=OPEN)

    def awaiting_advice(self):
        """Open ones on which the reviewer asked a P3K2, and none has answered."""
        return (
            self.open()
            .filter(ASKED_SINCE)
            .exclude(Exists(advised_now(self.model.objects.all())))
        )

    def running(self, user):
        """His own in which nothing is decided, or whose controls have not ended."""
        ended = (CaseStatus.CANCELLED, CaseStatus.CLOSED)
        runs = Q(suspended=True) | Q(status=CaseStatus.CONTROL_ACTIVE)
        return self.filter(runs, person=user).exclude(status__in=ended)

    def by_due_date(self):
        return self.order_by("due_on", "pk")

    def with_statement(self):
        return self.select_related(
            "person",
            "unit",
            "regime",
            "tenure__position__unit",
            "statement__document",
            "addressee__unit",
            "reconsideration",
        )

    def for_page(self):
        """With all that the page of one case shows, in a constant number of queries."""
        barred = KeptOut.objects.filter(case=OuterRef("pk"))
        cases = self.model.objects.all()
        running = self.model.objects.filter(
            pk=OuterRef("pk"),
            decision__controls__isnull=False,
            decision__controls__ended_at=None,
        )
        return (
            self.with_statement()
            .select_related(
                "decision__document",
                "decision__decided_by",
                "decision__handling_order__document",
                "decision__past_review",
                "decision__referral",
                "announcement",
                "follows",
            )
            .annotate(
                kept_out_rows=ArraySubquery(
                    barred.values(json=JSONObject(key="person_key", why="why"))
                ),
                conflicted_ids=ArraySubquery(conflicted(cases, OuterRef("pk"))),
                matter_party_keys=ArraySubquery(matter_parties(cases, OuterRef("pk"))),
                is_renewed=Exists(Statement.objects.filter(former_case=OuterRef("pk"))),
                controls_run=Exists(running),
                is_advised=Exists(advised_now(cases)),
            )
        )


def advised_now(cases):
    """The case around it, where what was asked of P3K2 last has been answered."""
    return cases.filter(
        pk=OuterRef("pk"), recommendations__asked_at=F("advice_asked_at")
    )
