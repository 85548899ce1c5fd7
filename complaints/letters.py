"""
The desk's letters to a complainant, made from templates and then stored (rule 56).

In plain words, in the name of the office: no officer is named.
"""

from typing import Any

from django.template.loader import render_to_string

from complaints.models import Complaint
from deadlines.calendar import received_on
from kpu_coi.dates import hari_tanggal


def letter(name: str, complaint: Complaint, **told: Any) -> str:
    """The text of a letter, as it is sealed into the thread."""
    unit = complaint.handling_unit
    context = {
        "complaint": complaint,
        "received": hari_tanggal(received_on(complaint.received_at, unit.timezone)),
        "unit": unit,
        **told,
    }
    text = render_to_string(f"complaints/letters/{name}.txt", context)
    return text.strip()
