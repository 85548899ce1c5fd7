"""
A superior opens a case on a subordinate who has not declared (rule 18).

He writes, reads over, and opens it: the person is asked to answer, and stops for the
time being what the case is about (rule 7). No paper: nobody has declared anything.
"""

from zoneinfo import ZoneInfo

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from declarations.account_content import AccountPreview, account_of, drafting_about
from declarations.content import Incomplete
from declarations.files import forget
from declarations.models import AccountDraft, Case, CaseStatus, Clarification
from declarations.registers import next_number
from declarations.workflow.cases import receive
from kpu_coi import vault
from personnel.models import Tenure, User
from personnel.titles import capacity

REGISTER_CODE = "PPA"
NO_DRAFT = (
    "Perkara ini sudah Anda buka, atau drafnya sudah dihapus. Lihat daftar penelaahan."
)
NO_CONSENT = "Centang pernyataan sebelum membuka perkara."


class AccountChanged(Exception):
    """What would be opened now is not what was read. Carries the new text, if any."""

    def __init__(self, preview: AccountPreview | None = None):
        super().__init__("The account is not the one that was shown.")
        self.preview = preview


def save_account(
    tenure: Tenure, *, by: User, typed: dict[str, list[str]]
) -> AccountDraft:
    """Keep what a superior writes about one of his people; sealed, no event."""
    with transaction.atomic():
        draft = of_author(by, tenure) or AccountDraft(author=by, tenure=tenure)
        draft.seal_answers(typed)
        draft.saved_at = timezone.now()
        draft.save()
    return draft


def of_author(author: User, tenure: Tenure) -> AccountDraft | None:
    """The draft about that tenure, locked until the transaction ends."""
    mine = AccountDraft.objects.select_for_update().filter(author=author)
    return mine.filter(tenure=tenure).first()


def discard_account(tenure: Tenure, *, by: User) -> None:
    with transaction.atomic():
        if draft := of_author(by, tenure):
            forget(draft.attachments.all())
            draft.delete()


def open_account(tenure: Tenure, *, by: User, content_hash: str, consent: bool) -> Case:
    """
    Open the case that was drafted: number, copies, question, event and notices at once.

    Takes the SHA-256 of the text that was read over. Raises PermissionDenied where it
    was opened before, AccountChanged where the text would be another.
    """
    with transaction.atomic():
        draft = of_author(by, tenure)
        if draft is None:
            raise PermissionDenied(NO_DRAFT)
        if not consent:
            raise PermissionDenied(NO_CONSENT)
        try:
            preview = account_of(draft, drafting_about(tenure, by))
        except Incomplete:
            raise AccountChanged from None
        if preview.content_hash != content_hash:
            raise AccountChanged(preview)
        case = received(tenure, preview, by)
        ask_first(case, preview, by)
        draft.attachments.update(draft=None, case=case)
        draft.delete()
    return case


def received(tenure: Tenure, preview: AccountPreview, by: User) -> Case:
    unit, now = tenure.position.unit, timezone.now()
    case = Case(
        person=tenure.user,
        tenure=tenure,
        unit=unit,
        regime=preview.regime,
        initiated_by=by,
        election_party=preview.election_party,
        status=CaseStatus.NEEDS_INFO,
        received_at=now,
        opened_at=now,
        opened_by=by,
    )
    case.account_sealed = vault.seal_json(preview.content, context=case.account_context)
    day = now.astimezone(ZoneInfo(unit.timezone)).date()
    case.number = next_number(unit, REGISTER_CODE, day)
    return receive(case, preview.routing, named=preview.named, by=by)


def ask_first(case: Case, preview: AccountPreview, by: User) -> None:
    """The question to which the person answers, as with any other case."""
    addressee = preview.routing.addressee
    asked = Clarification(
        case=case,
        asked_by=by,
        asked_as=capacity(addressee) if addressee else by.name,
        asked_at=case.received_at,
    )
    asked.question_sealed = vault.seal_json(
        preview.question, context=asked.context("question")
    )
    asked.save()
