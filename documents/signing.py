"""
Proving who signs, at the moment of signing, and what is kept as evidence.

The proof is taken outside the transaction that signs, because a password check
takes tens of milliseconds on purpose. Every way to prove an identity gives the
same `Proof`; its method says which (rule 71).
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from accounts import mfa, passkeys
from documents.drawing import BadDrawing, check_drawing
from documents.models import Method, ProofAttempt, SigningEvidence
from kpu_coi import vault
from personnel.models import User

ATTEMPTS = 5
WINDOW = timedelta(minutes=15)
PROOF_LASTS = timedelta(minutes=5)

__all__ = [
    "BadDrawing",
    "Proof",
    "ProofRefused",
    "check_drawing",
    "evidence_from",
    "prove_passkey",
    "prove_password",
    "prove_totp",
]


class ProofRefused(Exception):
    """The identity was not proven. Carries the words to show, and at which field."""

    def __init__(self, words: str, *, field: str = "password"):
        super().__init__(words)
        self.field = field


@dataclass(frozen=True)
class Proof:
    """Somebody has just proven who he is, by one of the known methods."""

    user_id: int
    method: str
    proved_at: datetime
    network_hash: str


def prove_password(user: User, password: str, *, address: str) -> Proof:
    """
    Prove by the account's password that the person at the keyboard is its owner.

    Call it outside a transaction. `address` is the network address, kept only as a
    keyed hash. Raises ProofRefused with Indonesian words when the password is wrong
    or after five wrong ones within 15 minutes.
    """
    now = _counted(user)
    _check_password(user, password)
    return _proven(user, Method.PASSWORD, now, address)


def prove_totp(user: User, password: str, code: str, *, address: str) -> Proof:
    """
    Prove by the password and then by the code that the person's app shows.

    As `prove_password`; a recovery code does not sign, and a code signs once.
    """
    now = _counted(user)
    _check_password(user, password)
    if mfa.check_code(user, code, types=[mfa.TOTP]) is None:
        raise ProofRefused(
            "Kode tidak cocok atau sudah dipakai. Ketik kode yang tampil sekarang.",
            field="otp",
        )
    return _proven(user, Method.TOTP, now, address)


def prove_passkey(
    user: User, credential: Any, *, content_hash: str, nonce: str, address: str
) -> Proof:
    """
    Prove by a passkey whose device has verified its user, over the hash of the text.

    `nonce` is what `accounts.passkeys.options_for` gave with the challenge.
    """
    now = _counted(user)
    found = user.is_active and passkeys.signed_by(
        user, credential, subject=content_hash, nonce=nonce
    )
    if not found:
        raise ProofRefused(
            "Kunci sandi tidak cocok. Coba lagi, atau pakai kata sandi.",
            field="credential",
        )
    return _proven(user, Method.PASSKEY, now, address)


def _counted(user: User) -> datetime:
    """Count a try; refuse it after five wrong ones within 15 minutes."""
    now = timezone.now()
    attempt = ProofAttempt.objects.create(user=user, at=now)
    recent = ProofAttempt.objects.filter(user=user, at__gt=now - WINDOW).count()
    if recent > ATTEMPTS:
        attempt.delete()
        raise ProofRefused(
            "Kata sandi salah lima kali. Tunggu 15 menit, lalu coba lagi."
        )
    return now


def _check_password(user: User, password: str) -> None:
    if not user.is_active or not user.check_password(password):
        raise ProofRefused("Kata sandi tidak cocok. Periksa, lalu ketik sekali lagi.")


def _proven(user: User, method: str, now: datetime, address: str) -> Proof:
    ProofAttempt.objects.filter(user=user).delete()
    return Proof(user.pk, method, now, vault.network_hash(address))


def evidence_from(
    proof: Proof,
    *,
    user: User,
    consent: str,
    content_hash: str,
    capacity: str,
    drawing: dict[str, Any] | None = None,
) -> SigningEvidence:
    """
    Store the signing evidence, in the caller's transaction.

    `consent` is the sentence that was ticked, `content_hash` the SHA-256 that was
    shown, `drawing` the pen strokes of an optional drawn signature. Raises
    ProofRefused when the proof is another person's or older than five minutes, and
    BadDrawing when the strokes are not sound.
    """
    now = timezone.now()
    if proof.user_id != user.pk or now - proof.proved_at > PROOF_LASTS:
        raise ProofRefused("Bukti jati diri sudah kedaluwarsa. Ketik kata sandi lagi.")
    return SigningEvidence.objects.create(
        user=user,
        method=proof.method,
        proved_at=proof.proved_at,
        signed_at=now,
        consent=consent,
        content_hash=content_hash,
        network_hash=proof.network_hash,
        drawing=check_drawing(drawing),
        capacity=capacity,
    )
