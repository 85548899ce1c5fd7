"""
The blank form, drawn once per process: it is the same for everybody.

Only the two tokens differ from visitor to visitor; they take the place of marks. So
the page asks the database for nothing, whoever opens it and however often.
"""

from types import SimpleNamespace

from django.template.loader import render_to_string
from django.urls import reverse

from complaints import receipts
from complaints.forms.public import ReportForm
from deadlines.memory import Remembered
from kpu_coi.look import look

TOKEN = "token-sekali-pakai-di-sini"  # noqa: S105 - a mark, replaced in each answer
CSRF = "token-csrf-di-sini"


@Remembered
def template() -> str:
    """The page with marks where the tokens stand."""
    path = reverse("complaints:report")
    context = {
        **look(SimpleNamespace(path=path)),
        "form": ReportForm(),
        "token": TOKEN,
        "csrf_token": CSRF,
        "messages": [],
        "kept": [],
    }
    return render_to_string("complaints/public_report.html", context)


def page(csrf_token: str) -> str:
    """The blank form for one visitor."""
    return template().replace(TOKEN, receipts.new_token()).replace(CSRF, csrf_token)
