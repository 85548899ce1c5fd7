"""What a form may say of its fields beyond Django; the field template reads it."""

from django import forms


class DateInput(forms.DateInput):
    """The browser's own date picker; it speaks ISO 8601."""

    input_type = "date"

    def __init__(self, attrs=None):
        super().__init__({"class": "w-sm", **(attrs or {})}, format="%Y-%m-%d")


class Cards(forms.RadioSelect):
    """Radios drawn as cards, for choices that need a sentence of explanation."""

    cards = True


class CheckCards(forms.CheckboxSelectMultiple):
    """Checkboxes drawn as cards."""

    cards = True


class Option(str):
    """
    The label of a choice, with a sentence below it and who will see the answer.

    choices=[("FREE", Option("Tidak", hint="Anda menandatangani surat bebas."))]
    """

    def __new__(cls, label, *, hint="", seen="", locked=False):
        option = super().__new__(cls, label)
        option.hint = hint
        option.seen = seen
        option.locked = locked
        return option


def seen_by(field, words, *, locked=False):
    """Says between hint and control who will read the answer; `locked` for few."""
    field.seen = words
    field.seen_locked = locked
    return field


def conditional(field):
    """Required or not by another answer: not marked "(opsional)"."""
    field.conditional = True
    return field


def as_question(field):
    """The only question of the page: its label is set large."""
    field.question = True
    return field
