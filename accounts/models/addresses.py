from django.conf import settings
from django.db import models
from django.utils import timezone


class EmailChangeQuerySet(models.QuerySet):
    def recent(self):
        """Changes so young that no link may go to the new address yet."""
        return self.filter(changed_at__gt=timezone.now() - settings.EMAIL_CHANGE_REST)

    def untold(self):
        return self.filter(told_at=None)


class EmailChange(models.Model):
    """
    Somebody's e-mail address was changed, whoever did it and wherever.

    A trigger of the database writes the row, so that no import or page can forget
    it. The former address is kept until its owner has been told.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="email_changes"
    )
    former = models.EmailField(blank=True)
    changed_at = models.DateTimeField()
    told_at = models.DateTimeField(null=True, editable=False)

    objects = EmailChangeQuerySet.as_manager()

    class Meta:
        ordering = ("-pk",)
        indexes = (
            models.Index(fields=("user", "changed_at"), name="email_change_of_user"),
            models.Index(
                fields=("id",),
                condition=models.Q(told_at=None),
                name="email_change_untold",
            ),
        )

    def __str__(self):
        return f"e-mail {self.pk}"
