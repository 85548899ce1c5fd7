"""A person's NIK: sealed, and found again by a keyed hash alone."""

import re

from django.core.exceptions import ValidationError

from kpu_coi import vault
from personnel.models import User

DIGITS = re.compile(r"[0-9]{16}")
NOT_A_NIK = "NIK harus 16 angka."


def bare(nik: str) -> str:
    """The digits of a NIK as somebody typed it, with spaces, dots or dashes."""
    return re.sub(r"[\s.\-']", "", nik)


def nik_fault(nik: str) -> str:
    """Why it cannot be a NIK, in Indonesian; empty when it can."""
    return "" if DIGITS.fullmatch(bare(nik)) else NOT_A_NIK


def nik_key(nik: str) -> str:
    """64 hexadecimal digits that stand for a NIK in the column open to search."""
    return vault.keyed_hash("nik", bare(nik))


def set_nik(user: User, nik: str) -> None:
    """
    Seal a NIK on a stored person, or take it away with an empty text; saves nothing.

    Raises ValidationError for what is no NIK. That nobody else has it is the
    database's to say, when the person is saved.
    """
    if not nik:
        user.nik_sealed = user.nik_key = None
        return
    if fault := nik_fault(nik):
        raise ValidationError({"nik": fault})
    user.nik_sealed = vault.seal_json(bare(nik), context=context_of(user))
    user.nik_key = nik_key(nik)


def read_nik(user: User) -> str:
    """The NIK in clear; empty where none is known."""
    if user.nik_sealed is None:
        return ""
    return vault.open_json(bytes(user.nik_sealed), context=context_of(user))


def has_nik(user: User, nik: str) -> bool:
    """Whether that is his; an empty text asks whether he has none."""
    return user.nik_key == (nik_key(nik) if nik else None)


def context_of(user: User) -> str:
    return f"user-nik:{user.pk}"
