"""
The secret by which a complainant comes back, and the one-time token it comes from.

A form carries a token that this office has signed. The code words are the HMAC of
that token: the same form sent twice yields the same code, and nothing has to be
remembered until then. Ten words out of 2048 are 110 bits; only the keyed hash of
the code is stored, so neither the database nor its backup leads to a code.
"""

import hmac
import re
import secrets
import time
import unicodedata
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from pathlib import Path

from django.core.signing import BadSignature, TimestampSigner
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from complaints.models import Complaint
from kpu_coi.vault import keyed_hash

WORDS = 10
WORD_BITS = 11
RANDOM_BYTES = 16
SHOWN_AGAIN = timedelta(minutes=15)
FORM_LASTS = timedelta(hours=24)
PASS_LASTS = timedelta(hours=1)
LONGEST_CODE = 200
PASSES = TimestampSigner(salt="complaints.pass")
TOKEN = re.compile(r"[0-9a-f]{40}\.[0-9a-f]{32}")


@cache
def words() -> tuple[str, ...]:
    """The 2048 words; no two differ in one letter alone."""
    file = Path(__file__).parent / "data" / "kata.txt"
    return tuple(file.read_text(encoding="utf-8").split())


@dataclass(frozen=True)
class Token:
    """A one-time token that was made here."""

    text: str
    issued: int

    @property
    def age(self) -> timedelta:
        return timedelta(seconds=time.time() - self.issued)

    @property
    def is_over(self) -> bool:
        return self.age > FORM_LASTS

    @property
    def code(self) -> str:
        """The code words that a complaint sent with this token gets."""
        number = int(keyed_hash("complaint-code", self.text), 16)
        chosen = []
        for _ in range(WORDS):
            number, place = divmod(number, 2**WORD_BITS)
            chosen.append(words()[place])
        return " ".join(chosen)

    @property
    def mark(self) -> str:
        """What stands for the token where something is stored for it."""
        return keyed_hash("complaint-token", self.text)


def new_token(issued: float | None = None) -> str:
    """A token for one form, signed, with the second of its making (now)."""
    seconds = int(time.time() if issued is None else issued)
    text = secrets.token_bytes(RANDOM_BYTES).hex() + f"{seconds:08x}"
    return f"{text}.{signature(text)}"


def read_token(text: str) -> Token | None:
    """The token, or None when it was not made here."""
    if not TOKEN.fullmatch(text):
        return None
    body, _, signed = text.partition(".")
    if not constant_time_compare(signature(body), signed):
        return None
    return Token(text, int(body[-8:], 16))


def signature(text: str) -> str:
    return keyed_hash("complaint-form", text)[:32]


def tidy_code(text: str) -> str:
    """The words of a code as typed: case, signs and line ends do not matter."""
    plain = unicodedata.normalize("NFKC", text[:LONGEST_CODE]).casefold()
    return " ".join(re.findall(r"[a-z]+", plain))


def receipt_hash(code: str) -> str:
    """What is stored of a code."""
    return keyed_hash("complaint-receipt", tidy_code(code))


def find(code: str, number: str = "") -> Complaint | None:
    """
    The complaint of a code, and of that number where one is given.

    Whatever is wrong, exactly one hash and one look into the index are done.
    """
    rows = Complaint.objects.with_units()
    found = rows.filter(receipt_hash=receipt_hash(code)).first()
    wanted = "".join(number.upper().split())
    if (
        found
        and wanted
        and not hmac.compare_digest(wanted.encode(), found.number.encode())
    ):
        return None
    return found


def is_code(code: str, complaint: Complaint) -> bool:
    """Whether these are the words of the complaint."""
    return constant_time_compare(receipt_hash(code), complaint.receipt_hash)


def may_show(complaint: Complaint) -> bool:
    """The code is shown again for a quarter of an hour, never later."""
    return timezone.now() - complaint.received_at <= SHOWN_AGAIN


def make_pass(complaint: Complaint) -> str:
    """What a page of the tracked complaint carries in place of the code."""
    return PASSES.sign(str(complaint.public_id))


def read_pass(text: str) -> Complaint | None:
    """The complaint of a pass not older than an hour."""
    try:
        public_id = PASSES.unsign(text, max_age=PASS_LASTS)
    except BadSignature:
        return None
    return Complaint.objects.with_units().filter(public_id=public_id).first()


def again(complaint: Complaint) -> Complaint:
    """The complaint as it is stored now."""
    return Complaint.objects.with_units().get(pk=complaint.pk)
