"""The handling of a POTENTIAL or ACTUAL statement: cases, copies, decisions."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.functional import cached_property

from deadlines.calendar import today_in
from deadlines.clocks import Due
from declarations.models.case_queries import CaseQuerySet
from declarations.models.case_terms import (
    DECIDED,
    OPEN,
    CaseStatus,
    RoutedReason,
)
from declarations.models.copies import Bar, Copy, CopyKind, KeptOut
from declarations.models.same_matter import PARTY_KEY, conflicted, matter_parties
from kpu_coi import vault
from kpu_coi.canonical import content_hash
from kpu_coi.constraints import all_or_none, known
from personnel.lines import holder_of
from personnel.models import Position

PERSON = settings.AUTH_USER_MODEL
KEPT = ("person_key", "why")
SINCE_AGAIN = "diminta dipertimbangkan ulang"
LEAST_TIME = "NEW_ADDRESSEE"
"""The rule by which whoever gets a case late has some time left."""


class Case(models.Model):
    """
    The handling of one conflict of interest, from receipt to closing.

    Begun by a statement, which a newer one of the same person may replace while it is
    open; or by a superior who knows of a conflict that nobody declared (rule 18): then
    there is no statement, and what he knows lies sealed in `account_sealed`.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    number = models.CharField(max_length=60, unique=True)
    person = models.ForeignKey(PERSON, models.PROTECT, related_name="cases")
    tenure = models.ForeignKey("personnel.Tenure", models.PROTECT, related_name="cases")
    unit = models.ForeignKey("personnel.Unit", models.PROTECT, related_name="cases")
    regime = models.ForeignKey("deadlines.Regime", models.PROTECT, related_name="+")
    statement = models.OneToOneField(
        "declarations.Statement", models.PROTECT, null=True, related_name="case"
    )
    initiated_by = models.ForeignKey(
        PERSON, models.PROTECT, null=True, related_name="cases_initiated"
    )
    account_sealed = models.BinaryField(null=True)
    election_party = models.BooleanField(default=False)
    follows = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="followed_by"
    )
    decision = models.OneToOneField(
        "declarations.Decision", models.PROTECT, null=True, related_name="+"
    )
    status = models.CharField(max_length=20, choices=CaseStatus, editable=False)
    addressee = models.ForeignKey(
        Position, models.PROTECT, null=True, related_name="cases"
    )
    to_plenary = models.BooleanField(default=False)
    routed_reason = models.CharField(max_length=10, choices=RoutedReason)
    route_sealed = models.BinaryField()
    received_at = models.DateTimeField()
    due_on = models.DateField()
    due_amount = models.PositiveSmallIntegerField()
    due_unit = models.CharField(max_length=15)
    due_rule = models.CharField(max_length=40)
    legal_basis = models.TextField()
    suspended = models.BooleanField(default=True)
    opened_at = models.DateTimeField(null=True)
    opened_by = models.ForeignKey(
        PERSON, models.PROTECT, null=True, related_name="cases_opened"
    )
    decided_at = models.DateTimeField(null=True)
    cancelled_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    advice_asked_at = models.DateTimeField(null=True)
    reconsider_asked_at = models.DateTimeField(null=True)
    monitored_at = models.DateTimeField(null=True)
    oversight_ended_at = models.DateTimeField(null=True)
    oversight_reminded_at = models.DateTimeField(null=True)

    objects = CaseQuerySet.as_manager()

    class Meta:
        ordering = ["-received_at", "-pk"]
        indexes = [
            models.Index(fields=["addressee", "status"], name="case_by_addressee"),
            models.Index(fields=["status", "due_on"], name="case_by_due_date"),
        ]
        constraints = [
            known("status", CaseStatus, "case_status_known"),
            known("routed_reason", RoutedReason, "case_routed_reason_known"),
            all_or_none("opened_at", "opened_by", name="case_opening_whole"),
            models.CheckConstraint(
                name="case_decided_iff_dated",
                condition=Q(status__in=DECIDED, decided_at__isnull=False)
                | (~Q(status__in=DECIDED) & Q(decided_at__isnull=True)),
            ),
            models.CheckConstraint(
                name="case_cancelled_iff_dated",
                condition=Q(status=CaseStatus.CANCELLED, cancelled_at__isnull=False)
                | (~Q(status=CaseStatus.CANCELLED) & Q(cancelled_at__isnull=True)),
            ),
            models.CheckConstraint(
                name="case_closed_iff_dated",
                condition=Q(status=CaseStatus.CLOSED, closed_at__isnull=False)
                | (~Q(status=CaseStatus.CLOSED) & Q(closed_at__isnull=True)),
            ),
            models.CheckConstraint(
                name="case_begun_by_a_statement_or_a_superior",
                condition=Q(statement__isnull=False)
                | Q(initiated_by__isnull=False, account_sealed__isnull=False),
            ),
            models.CheckConstraint(
                name="case_decided_has_its_decision",
                condition=Q(decision__isnull=False) | ~Q(status__in=DECIDED),
            ),
            models.CheckConstraint(
                name="case_cancelled_never_opened",
                condition=~Q(status=CaseStatus.CANCELLED) | Q(opened_at__isnull=True),
            ),
            models.CheckConstraint(
                name="case_review_was_opened",
                condition=Q(opened_at__isnull=False)
                | Q(
                    status__in=[
                        CaseStatus.AWAITING_ADDRESSEE,
                        CaseStatus.RECEIVED,
                        CaseStatus.CANCELLED,
                    ]
                ),
            ),
            models.CheckConstraint(
                name="case_lies_with_somebody",
                condition=Q(addressee__isnull=False, to_plenary=False)
                | Q(addressee__isnull=True, to_plenary=True)
                | Q(
                    addressee__isnull=True,
                    to_plenary=False,
                    status__in=[CaseStatus.AWAITING_ADDRESSEE, CaseStatus.CANCELLED],
                ),
            ),
            models.CheckConstraint(
                name="case_open_is_suspended",
                condition=Q(suspended=True) | ~Q(status__in=OPEN),
            ),
            models.CheckConstraint(
                name="case_closed_is_not_suspended",
                condition=Q(suspended=False) | ~Q(status=CaseStatus.CLOSED),
            ),
        ]

    def __str__(self):
        return self.number

    def get_absolute_url(self):
        return reverse("declarations:case", args=[self.public_id])

    @property
    def is_open(self):
        return self.status in OPEN

    @cached_property
    def reviewer(self):
        """Who holds the addressed post today; None for the plenary or a vacant post."""
        if self.addressee is None:
            return None
        return holder_of(self.addressee, today_in(self.addressee.unit.timezone))

    @property
    def today(self):
        """The day it is in the unit of the person concerned."""
        return today_in(self.unit.timezone)

    @cached_property
    def kept_out_rows(self):
        """Who may neither see nor act in it, each by his key, and why (rule 20)."""
        barred = KeptOut.objects.filter(case=self.pk)
        return [{"key": key, "why": why} for key, why in barred.values_list(*KEPT)]

    @property
    def kept_out_keys(self):
        return frozenset(row["key"] for row in self.kept_out_rows)

    def bars(self, user):
        return self.bar_of(user) is not None

    def bar_of(self, user):
        """Why somebody is kept out of it; None when he is not."""
        mine = vault.person_key(user.pk)
        for row in self.kept_out_rows:
            if row["key"] == mine:
                return Bar(row["why"])
        return None

    @cached_property
    def conflicted_ids(self):
        found = conflicted(Case.objects.all(), self.pk)
        return frozenset(found.values_list("person", flat=True))

    @cached_property
    def matter_party_keys(self):
        found = matter_parties(Case.objects.all(), self.pk)
        return frozenset(found.values_list(PARTY_KEY, flat=True))

    def stays_out(self, user):
        """
        Whether he has a conflict of his own on the same matter, or is its party.

        Never where no matter is known (rules 13 and 26).
        """
        if user.pk in self.conflicted_ids:
            return True
        keys = self.matter_party_keys
        return bool(keys) and vault.person_key(user.pk) in keys

    def forget_matters(self):
        for kept in ("conflicted_ids", "matter_party_keys"):
            self.__dict__.pop(kept, None)

    @property
    def kind_label(self):
        """What its regime calls what was declared, or how it began without."""
        if self.statement is None:
            return "Perkara yang dibuka atasan"
        return self.regime.words["kinds"][self.statement.kind]

    def read_content(self):
        """What was declared or, without a statement, what the superior knows of it."""
        if self.statement_id:
            return self.statement.read_content()
        return vault.open_json(bytes(self.account_sealed), context=self.account_context)

    @property
    def account_context(self):
        return f"case-account:{self.public_id}"

    @property
    def basis_number(self):
        """The number of what the handling rests on: of the newest version."""
        return self.statement.number if self.statement else self.number

    @property
    def basis_at(self):
        return self.statement.signed_at if self.statement else self.received_at

    @property
    def basis_hash(self):
        """The SHA-256 of what the handling rests on."""
        if self.statement_id:
            return self.statement.content_hash
        return content_hash(self.read_content())

    def is_copied_to(self, user):
        """Whether the person may read a copy of it today; asked once of each."""
        kept = self.__dict__.setdefault("_copied_to", {})
        if user.pk not in kept:
            mine = Copy.objects.readable_by(user, self.today)
            kept[user.pk] = mine.filter(case=self).exists()
        return kept[user.pk]

    def is_overseen_by(self, user):
        """Whether he reads the Inspektorat's own copy today; asked once of each."""
        kept = self.__dict__.setdefault("_overseen_by", {})
        if user.pk not in kept:
            mine = Copy.objects.readable_by(user, self.today)
            mine = mine.exclude(kind=CopyKind.OTHER_LINE)
            kept[user.pk] = mine.filter(case=self).exists()
        return kept[user.pk]

    @cached_property
    def controls_run(self):
        """Whether something that its decision ordered has not ended."""
        if self.decision is None:
            return False
        return self.decision.controls.running().exists()

    @property
    def advice_is_asked(self):
        """Whether P3K2 was asked, since it came or came back to be thought over."""
        if self.advice_asked_at is None:
            return False
        again = self.reconsider_asked_at
        return again is None or self.advice_asked_at > again

    @cached_property
    def is_advised(self):
        """Whether what was asked last of P3K2 has been answered."""
        return self.recommendations.filter(asked_at=self.advice_asked_at).exists()

    @property
    def handling_order(self):
        """The order to carry the decision out; None while it is not signed."""
        return getattr(self.decision, "handling_order", None)

    @property
    def past_review_open(self):
        """Whether an earlier decision still has to be looked at again (rule 21)."""
        review = getattr(self.decision, "past_review", None)
        return review is not None and review.recorded_at is None

    @property
    def announced(self):
        """The open announcement that was recorded; None where there is none."""
        return getattr(self, "announcement", None)

    @cached_property
    def recipients(self):
        """Its copies, with what names their recipients."""
        return list(self.copies.select_related("region", "position__unit"))

    @cached_property
    def readers(self):
        """Who has read it, with their first and last reading."""
        return list(self.readings.select_related("reader"))

    @property
    def route_context(self):
        return f"case-route:{self.public_id}"

    @property
    def route(self):
        """Hops, addressee and reasons, as they were found or chosen."""
        return vault.open_json(bytes(self.route_sealed), context=self.route_context)

    @property
    def latest_way(self):
        """The last of the ways it went: found at receipt, or when it went on."""
        route = self.route
        return route["again"][-1] if route.get("again") else route

    def set_due(self, due):
        self.due_on, self.due_amount, self.due_unit = due.on, due.amount, due.unit
        self.due_rule, self.legal_basis = due.rule_code, due.legal_basis

    @property
    def due(self):
        """The due date with its rule, as it was computed last."""
        return Due(
            on=self.due_on,
            amount=self.due_amount,
            unit=self.due_unit,
            legal_basis=self.legal_basis,
            rule_code=self.due_rule,
            zone_abbr=self.unit.tz_abbr,
            unit_code=self.unit.code,
            since=self.due_since,
        )

    @property
    def counted_anew(self):
        """The request to think again from which its time counts; None without one."""
        if self.reconsider_asked_at is None:
            return None
        again = getattr(self, "reconsideration", None)
        return None if again is None or again.upheld else again

    @property
    def due_since(self):
        """From what its due date counts."""
        if self.due_rule == LEAST_TIME:
            return "dialihkan"
        return SINCE_AGAIN if self.counted_anew else "diterima"
