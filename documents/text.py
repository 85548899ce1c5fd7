"""
What a person may write where it will stand on paper.

The limits keep any input within a second of the press: a word that cannot be broken
or a hundred thousand lines would hold it up, a character outside the bundled fonts
would break the archive format. What is refused is refused at the field.
"""

import re
import unicodedata

from django import forms
from django.core.exceptions import ValidationError

from kpu_coi.charset import fault_of

MAX_CHARACTERS = 20_000
MAX_LINES = 200
MAX_WORD = 60
SHORTEN = "Persingkat isian yang paling panjang."

INVISIBLE = dict.fromkeys((0xAD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF))
SPACES = re.compile(r"[\t\v\f\u1680\u2000-\u200a\u202f\u205f\u3000]")
NEW_LINES = re.compile(r"\r\n?|\u0085|\u2028|\u2029")


def tidy(text: str) -> str:
    """
    The text as it is kept: composed (NFC), one kind of line end, plain spaces.

    What cannot be seen (soft hyphens, zero-width characters) is dropped.
    """
    text = NEW_LINES.sub("\n", text).translate(INVISIBLE)
    return unicodedata.normalize("NFC", SPACES.sub(" ", text))


def check_text(value: str) -> list[str]:
    """
    Why a tidy text cannot stand on a paper, in Indonesian; empty when it can.

    Bounds: 20,000 characters, 200 lines, words of 60 characters, and only what the
    bundled fonts can set.
    """
    faults = []
    if len(value) > MAX_CHARACTERS:
        faults.append(
            f"Teks terlalu panjang: {figure(len(value))} huruf. "
            f"Batasnya {figure(MAX_CHARACTERS)}."
        )
    lines = value.count("\n") + 1
    if lines > MAX_LINES:
        faults.append(f"Barisnya terlalu banyak: {lines}. Batasnya {MAX_LINES}.")
    longest = max(value.split(), key=len, default="")
    if len(longest) > MAX_WORD:
        faults.append(
            f"Kata “{longest[:20]}…” terlalu panjang: {len(longest)} huruf tanpa "
            f"spasi. Batasnya {MAX_WORD}."
        )
    if strange := fault_of(value):
        faults.append(strange)
    return faults


def check_total(values: list[str]) -> list[str]:
    """The same bound over all texts of one statement together."""
    total = sum(len(value) for value in values)
    lines = sum(value.count("\n") + 1 for value in values)
    faults = []
    if total > MAX_CHARACTERS:
        faults.append(
            f"Seluruh isian berjumlah {figure(total)} huruf. "
            f"Batasnya {figure(MAX_CHARACTERS)}. {SHORTEN}"
        )
    if lines > MAX_LINES:
        faults.append(
            f"Seluruh isian berjumlah {figure(lines)} baris. "
            f"Batasnya {MAX_LINES}. {SHORTEN}"
        )
    return faults


def figure(number: int) -> str:
    """A number as it is written in Indonesia: "20.000"."""
    return f"{number:,}".replace(",", ".")


def paper_line(text: str) -> str:
    """One line not typed for a paper, as the name of a file, made fit for it."""
    words = " ".join(tidy(text).split()).split(" ")
    return " ".join(map(paper_word, words))


def paper_word(word: str) -> str:
    """A word whose letters the fonts have, its middle left out where it is too long."""
    fit = "".join("_" if fault_of(letter) else letter for letter in word)
    if len(fit) <= MAX_WORD:
        return fit
    return f"{fit[: MAX_WORD - 16]}…{fit[-15:]}"


def validate_paper_text(value: str) -> None:
    """The same as a Django validator."""
    faults = check_text(value)
    if faults:
        raise ValidationError(faults)


class PaperTextField(forms.CharField):
    """A text that reaches a paper; of one line unless its widget is a Textarea."""

    default_validators = [validate_paper_text]

    def to_python(self, value):
        value = super().to_python(tidy(value) if isinstance(value, str) else value)
        if value and not isinstance(self.widget, forms.Textarea):
            value = " ".join(value.split("\n"))
        return value
