"""What the receipt says: number, code, promised dates, who answers for it."""

from datetime import timedelta

from django.conf import settings
from django.urls import reverse

from complaints import promises
from complaints.models import Complaint, Identity
from complaints.receipts import Token
from complaints.workflow.public import promised

IDENTITY_WORDS = {
    Identity.OPEN: "identitas terbuka",
    Identity.CONFIDENTIAL: "identitas dirahasiakan",
    Identity.ANONYMOUS: "tanpa identitas",
}


def receipt_context(complaint: Complaint, token: Token, files: int) -> dict:
    """For the page after the accepted complaint; it asks the database nothing."""
    return {
        "complaint": complaint,
        "unit": complaint.handling_unit,
        "token": token.text,
        "words": token.code.split(),
        "identity": IDENTITY_WORDS[Identity(complaint.identity)],
        "files": files,
        "dates": dates_of(complaint),
        "track_address": settings.BASE_URL + reverse("complaints:track"),
        "responsible": settings.COMPLAINT_RESPONSIBLE,
    }


def dates_of(complaint: Complaint) -> list[dict]:
    """The promised dates, as they were stored, and when a decision can be expected."""
    unit = complaint.handling_unit
    found = []
    for due in promised(complaint):
        what = promises.NAMES[due.rule_code]
        found.append({"what": what, "on": due.on, "basis": basis(due)})
    if complaint.identity == Identity.ANONYMOUS:
        return found
    complete = next(d["on"] for d in found if d["what"] == COMPLETE)
    decision = promises.due(promises.DECISION, unit, complaint.received_at)
    on = complete + timedelta(days=decision.amount)
    words = f"{decision.amount} hari sejak lengkap; tanggal ini bila lengkap pada hari "
    found.append(
        {
            "what": promises.NAMES[promises.DECISION],
            "on": on,
            "basis": f"{words}terakhir, {decision.legal_basis}",
        }
    )
    return found


COMPLETE = promises.NAMES[promises.COMPLETENESS]


def basis(due) -> str:
    return f"{due.amount} {due.unit_name}, {due.legal_basis}"
