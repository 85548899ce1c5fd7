"""
What the public types: kept as it is meant, without what deceives the eye.

Signs that turn the direction of writing, that cannot be seen or that steer machines
are dropped; what is too long is refused at its field.
"""

import re
import unicodedata

from django import forms
from django.core.exceptions import ValidationError

NEW_LINES = re.compile(r"\r\n?|\u0085|\u2028|\u2029")
SPACES = re.compile(r"[\t\v\f\u1680\u2000-\u200a\u202f\u205f\u3000]")
STEERING = re.compile(
    "[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e007f]"
)
TOO_MANY_MARKS = re.compile(
    r"([\u0300-\u036f\u0483-\u0489\u20d0-\u20ff]{2})"
    r"[\u0300-\u036f\u0483-\u0489\u20d0-\u20ff]+"
)


COUNTED = 500  # shorter ones need no counter beside them


def tidy(text: str) -> str:
    """The text in one kind of line end and space, without what cannot be seen."""
    text = SPACES.sub(" ", NEW_LINES.sub("\n", text))
    text = unicodedata.normalize("NFC", STEERING.sub("", text))
    return TOO_MANY_MARKS.sub(r"\1", text)


def tidy_line(text: str) -> str:
    """The same for what stands on one line."""
    return " ".join(tidy(text).split())


def thousands(number: int) -> str:
    return f"{number:,}".replace(",", ".")


class PublicTextField(forms.CharField):
    """A text of the public; of one line unless its widget is a Textarea."""

    def __init__(self, *, longest: int, **named):
        super().__init__(**named)
        self.max_length = longest if longest >= COUNTED else None
        self.longest = longest

    def tidied(self, value):
        area = isinstance(self.widget, forms.Textarea)
        return tidy(value) if area else tidy_line(value)

    def bound_data(self, data, initial):
        """What a refused form shows again is tidy too."""
        return self.tidied(data) if isinstance(data, str) else data

    def to_python(self, value):
        return super().to_python(
            self.tidied(value) if isinstance(value, str) else value
        )

    def validate(self, value):
        super().validate(value)
        if len(value) > self.longest:
            raise ValidationError(
                f"Paling banyak {thousands(self.longest)} huruf. Yang Anda tulis "
                f"{thousands(len(value))} huruf; singkat atau lampirkan sebagai berkas."
            )
