"""The files beside a statement, an answer, or what a superior knows."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from declarations.models.cases import Case
from declarations.models.clarifications import Clarification
from declarations.models.passing import AccountDraft
from declarations.models.statements import Statement
from documents.uploads.kinds import FileKind
from documents.uploads.stored import StoredFile
from kpu_coi.constraints import known

OWNERS = ("statement", "draft", "case", "clarification")


def owned_by(owner):
    """The condition that a file belongs to this and to nothing else."""
    return Q(**{f"{name}__isnull": name != owner for name in OWNERS})


class AttachmentQuerySet(models.QuerySet):
    def of_case(self, case, reader=None):
        """
        All that a case rests on: an answer's files once the answer is given.

        Before, whoever gave them sees them alone.
        """
        given = Q(clarification__answered_at__isnull=False) | Q(given_by=reader)
        mine = Q(case=case) | (Q(clarification__case=case) & given)
        if case.statement_id:
            mine |= Q(statement=case.statement_id)
        return self.filter(mine).select_related("clarification")

    def waiting(self, case, user):
        """What somebody has given for an answer that he has not sent yet."""
        asked = self.filter(clarification__case=case, given_by=user)
        return asked.filter(clarification__answered_at=None)


class Attachment(StoredFile):
    """
    A cleaned file in the vault.

    Of a statement it is frozen with it: its name and SHA-256 stand in the signed
    content. Of an open question it waits, unseen by others, for the answer. Of a
    superior's draft it goes over to the case that he opens.
    """

    vault_name = "attachment"
    folder = "lampiran"

    statement = models.ForeignKey(
        Statement, models.PROTECT, null=True, related_name="attachments"
    )
    draft = models.ForeignKey(
        AccountDraft, models.PROTECT, null=True, related_name="attachments"
    )
    case = models.ForeignKey(
        Case, models.PROTECT, null=True, related_name="attachments"
    )
    clarification = models.ForeignKey(
        Clarification, models.PROTECT, null=True, related_name="attachments"
    )
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+"
    )

    objects = AttachmentQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            known("kind", FileKind, "attachment_kind_known"),
            models.CheckConstraint(
                name="attachment_belongs_to_one",
                condition=owned_by("statement")
                | owned_by("draft")
                | owned_by("case")
                | owned_by("clarification"),
            ),
        ]

    @property
    def name(self):
        return self.about["name"]
