import uuid

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.db.models import OuterRef
from django.utils import timezone


class Opening(models.TextChoices):
    """How somebody signed in."""

    PASSWORD = "PASSWORD", "kata sandi"
    PASSKEY = "PASSKEY", "kunci sandi"
    PROVIDER = "PROVIDER", "akun kantor"


class SessionQuerySet(models.QuerySet):
    def open_with_factors(self):
        """
        Those that have not run out, each with `factors`: the kinds of second factors
        of its owner, so that no page has to ask for them again.
        """
        own = Authenticator.objects.filter(user=OuterRef("user")).order_by()
        return self.filter(expire_date__gt=timezone.now()).annotate(
            factors=ArraySubquery(own.values("type"))
        )

    def visible_to(self, user):
        """One's own sessions that have not run out."""
        return self.filter(user=user, expire_date__gt=timezone.now())


class Session(AbstractBaseSession):
    """
    An open session: whose, since when, last seen when, on what kind of device.

    The key is stored as a keyed hash and the content sealed, so that a copy of the
    table opens nothing. No network address and no user agent stand here.
    """

    session_key = models.CharField(max_length=64, primary_key=True)
    public_id = models.UUIDField(default=uuid.uuid4, db_index=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        null=True,
        related_name="sessions",
    )
    created_at = models.DateTimeField(default=timezone.now)
    last_seen_at = models.DateTimeField(default=timezone.now)
    opening = models.CharField(max_length=10, choices=Opening, blank=True)
    device = models.CharField(max_length=60, blank=True)

    objects = SessionQuerySet.as_manager()

    class Meta:
        ordering = ("-last_seen_at",)
        constraints = (
            models.CheckConstraint(
                name="session_opening_known",
                condition=models.Q(opening__in=["", *Opening.values]),
            ),
        )

    def __str__(self):
        return str(self.public_id)

    @classmethod
    def get_session_store_class(cls):
        from accounts.sessions import SessionStore

        return SessionStore
