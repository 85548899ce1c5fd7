"""How names, numbers and hashes are set on papers, so that they break well."""

import re

from django import template

register = template.Library()

NO_BREAK = "\N{NO-BREAK SPACE}"
TITLE = re.compile(r"\b(Dr|Ir|H|Hj|Drs|Dra|Prof|R|Rr)\. ")
DEGREES_TOGETHER = 24


@register.filter
def spaced(name):
    """Titles stay with the name, degrees with each other: none starts a line alone."""
    head, comma, degrees = (name or "").partition(", ")
    head = TITLE.sub(rf"\1.{NO_BREAK}", head)
    if len(degrees) <= DEGREES_TOGETHER:
        degrees = degrees.replace(" ", NO_BREAK)
    return head + comma + degrees


@register.filter
def together(text):
    """The words held together by no-break spaces."""
    return (text or "").replace(" ", NO_BREAK)


@register.filter
def grouped(digest):
    """A hash in groups of eight digits."""
    return " ".join(digest[start : start + 8] for start in range(0, len(digest), 8))
