"""What the forms of this app share."""

from datetime import datetime
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

from crispy_forms.helper import FormHelper
from django import forms
from django.utils import timezone

from documents.text import PaperTextField
from kpu_coi.widgets import DateInput, seen_by

LONG = 4000


class PlainForm(forms.Form):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("use_required_attribute", False)
        super().__init__(*args, **kwargs)

    @cached_property
    def helper(self) -> FormHelper:
        """The layout, made when the form is drawn."""
        helper = FormHelper(self)
        helper.form_tag = False
        helper.disable_csrf = True
        return helper


def long_text(
    label: str,
    *,
    hint: str = "",
    seen: str = "",
    missing: str = "",
    required: bool = True,
    rows: int = 5,
) -> forms.CharField:
    field = PaperTextField(
        label=label,
        help_text=hint,
        required=required,
        max_length=LONG,
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={"required": missing or f"Isi “{label}”."},
    )
    return seen_by(field, seen) if seen else field


def unchosen(words: str) -> dict[str, str]:
    """The same words where nothing was chosen and where it is not on the list."""
    return {"required": words, "invalid_choice": words}


class TimeInput(forms.TimeInput):
    """The browser's own choice of a time."""

    input_type = "time"

    def __init__(self) -> None:
        super().__init__({"class": "w-sm"}, format="%H:%M")


def day_field(label: str, **named: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=DateInput(), **named)


def time_field(label: str, **named: Any) -> forms.TimeField:
    return forms.TimeField(label=label, widget=TimeInput(), **named)


def moment_of(form: forms.Form, day: str, clock: str, zone: str) -> datetime | None:
    """
    The moment that two fields name on the clock of a zone, not after now.

    What lies ahead is refused at its day.
    """
    cleaned = form.cleaned_data
    if not (cleaned.get(day) and cleaned.get(clock)):
        return None
    moment = datetime.combine(cleaned[day], cleaned[clock], ZoneInfo(zone))
    if moment > timezone.now():
        form.add_error(day, "Waktu ini belum terjadi. Periksa tanggal dan jamnya.")
        return None
    return moment
