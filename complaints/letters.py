"""
The desk's letters to a complainant, made from templates and then stored (rule 56).

In plain words, in the name of the office: no officer is named.
"""

from enum import StrEnum
from typing import Any

from django.template.loader import render_to_string

from complaints.models import Complaint
from deadlines.calendar import received_on
from kpu_coi.dates import hari_tanggal


class Letter(StrEnum):
    """The letters, each by its template."""

    INCOMPLETE = "complaints/letters/incomplete.txt"
    INELIGIBLE = "complaints/letters/ineligible.txt"
    FORWARDED_WITHIN = "complaints/letters/forwarded_within.txt"
    FORWARDED_OUT = "complaints/letters/forwarded_out.txt"
    TICKET = "complaints/letters/ticket.txt"
    PROVEN = "complaints/letters/proven.txt"
    UNPROVEN = "complaints/letters/unproven.txt"


def letter(which: Letter, complaint: Complaint, **told: Any) -> str:
    """The text of a letter, as it is sealed into the thread."""
    unit = complaint.handling_unit
    context = {
        "complaint": complaint,
        "received": hari_tanggal(received_on(complaint.received_at, unit.timezone)),
        "unit": unit,
        **told,
    }
    return render_to_string(which, context).strip()
