"""
The characters that every bundled text face can set.

A character outside them would leave a hole in the paper and break its archive
format. The ranges are those of the fonts in `documents/fonts`; a test compares them.
"""

import re

from django.core.exceptions import ValidationError
from django.db import models

SHOWN = 5
RANGES = (
    (0x20, 0x7E),
    (0xA0, 0x137),
    (0x139, 0x148),
    (0x14A, 0x165),
    (0x168, 0x17F),
    (0x1E0C, 0x1E0F),
    (0x1E24, 0x1E27),
    (0x1E2A, 0x1E2B),
    (0x1E2E, 0x1E2F),
    (0x1E36, 0x1E39),
    (0x1E42, 0x1E47),
    (0x1E58, 0x1E5D),
    (0x1E62, 0x1E63),
    (0x1E6C, 0x1E6F),
    (0x1E80, 0x1E85),
    (0x1E92, 0x1E93),
    (0x1E97, 0x1E97),
    (0x1EA0, 0x1EF9),
    (0x2010, 0x2011),
    (0x2013, 0x2014),
    (0x2018, 0x201A),
    (0x201C, 0x201E),
    (0x2020, 0x2022),
    (0x2026, 0x2026),
    (0x2030, 0x2030),
    (0x2039, 0x203A),
    (0x20AC, 0x20AC),
    (0x2122, 0x2122),
    (0x2192, 0x2192),
    (0x2212, 0x2212),
    (0x2264, 0x2265),
)
SETTABLE = "".join(rf"\u{first:04x}-\u{last:04x}" for first, last in RANGES)
OUTSIDE = re.compile(rf"[^\n{SETTABLE}]")


def outside(text: str) -> list[str]:
    """The characters of a text that the fonts lack, each once, in order."""
    return list(dict.fromkeys(OUTSIDE.findall(text)))


def substituted(text: str) -> str:
    """The text with a question mark for every character that the fonts lack."""
    return OUTSIDE.sub("?", text)


def fault_of(text: str) -> str:
    """Why a text cannot be printed, in Indonesian; empty when it can."""
    strange = outside(text)
    if not strange:
        return ""
    shown = ", ".join(named(character) for character in strange[:SHOWN])
    return f"Ada tanda yang tidak dapat dicetak pada surat: {shown}. Hapus atau ganti."


def check_fields(instance: models.Model, *names: str) -> None:
    """Raise ValidationError where a field that reaches papers cannot be printed."""
    faults = {name: fault_of(getattr(instance, name)) for name in names}
    if any(faults.values()):
        raise ValidationError({name: fault for name, fault in faults.items() if fault})


def named(character: str) -> str:
    """A character so that a reader finds it: itself, or its number when unseen."""
    if character.isprintable() and not character.isspace():
        return f"“{character}”"
    return f"U+{ord(character):04X}"
