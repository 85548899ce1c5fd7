"""
Envelope encryption for what must not be readable in the database or its backups.

Each record has a fresh data key; the data key is wrapped by the newest key of
settings.VAULT_KEYS, whose id stands in the sealed bytes. To retire a wrapping key,
add a new one behind it and pass every sealed value through `rewrap`.

The first key of VAULT_KEYS also yields the keys of `person_key` and `network_hash`.
It must stay the first, otherwise columns that name persons no longer match.
"""

import hashlib
import hmac
import json
import os
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from kpu_coi.canonical import canonical_json

MAGIC = b"KV1"
NONCE = 12
WRAPPED = 32 + 16


class VaultError(Exception):
    """Sealed bytes are altered, out of place, or wrapped by a key not at hand."""


def seal(plain: bytes, *, context: str) -> bytes:
    """
    Encrypt bytes for one place.

    `context` names the place, as "statement:17:answers"; the same words are needed
    to open. Returns magic, key id, wrapped data key, nonce and AES-256-GCM ciphertext.
    """
    data_key = AESGCM.generate_key(256)
    nonce = os.urandom(NONCE)
    body = AESGCM(data_key).encrypt(nonce, plain, _place(context))
    return _wrap(data_key) + nonce + body


def open_sealed(sealed: bytes | memoryview, *, context: str) -> bytes:
    """
    The plain bytes that were sealed for this context.

    Raises VaultError when a byte is altered, the context is another, or the
    wrapping key is unknown.
    """
    data_key, rest = _unwrap(bytes(sealed))
    try:
        return AESGCM(data_key).decrypt(rest[:NONCE], rest[NONCE:], _place(context))
    except (InvalidTag, ValueError) as problem:
        raise VaultError("Sealed bytes do not open here.") from problem


def seal_json(value: Any, *, context: str) -> bytes:
    """Seal the canonical JSON of a value."""
    return seal(canonical_json(value), context=context)


def open_json(sealed: bytes | memoryview, *, context: str) -> Any:
    """The value that `seal_json` sealed. Raises VaultError."""
    return json.loads(open_sealed(sealed, context=context))


def rewrap(sealed: bytes | memoryview) -> bytes:
    """
    The same record under the newest wrapping key; its content is not decrypted.

    Raises VaultError when the present wrapping key is unknown.
    """
    data_key, rest = _unwrap(bytes(sealed))
    return _wrap(data_key) + rest


def key_id_of(sealed: bytes | memoryview) -> str:
    """The id of the key that wraps these bytes. Raises VaultError."""
    return _parts(bytes(sealed))[0]


def person_key(user_id: int) -> str:
    """64 hexadecimal digits that stand for a person in columns open to search."""
    return keyed_hash("person", str(user_id))


def network_hash(address: str) -> str:
    """64 hexadecimal digits that stand for a network address beside a signature."""
    return keyed_hash("network", address)


def keyed_hash(purpose: str, text: str) -> str:
    """64 hexadecimal digits of HMAC-SHA256, under a key of that purpose alone."""
    first = next(iter(settings.VAULT_KEYS.values()))
    derive = HKDF(SHA256(), length=32, salt=None, info=b"kpu_coi." + purpose.encode())
    return hmac.new(derive.derive(first), text.encode(), hashlib.sha256).hexdigest()


def _place(context: str) -> bytes:
    return b"kpu_coi.vault/1 " + context.encode()


def _wrap(data_key: bytes) -> bytes:
    key_id, key = list(settings.VAULT_KEYS.items())[-1]
    name = key_id.encode()
    head = MAGIC + bytes([len(name)]) + name
    nonce = os.urandom(NONCE)
    return head + nonce + AESGCM(key).encrypt(nonce, data_key, head)


def _parts(sealed: bytes) -> tuple[str, bytes, bytes, bytes]:
    start = len(MAGIC) + 1
    if sealed[: len(MAGIC)] != MAGIC or len(sealed) < start:
        raise VaultError("These bytes were not sealed by the vault.")
    end = start + sealed[len(MAGIC)]
    wrapped_end = end + NONCE + WRAPPED
    try:
        key_id = sealed[start:end].decode()
    except UnicodeDecodeError as problem:
        raise VaultError("The key id is not readable.") from problem
    return key_id, sealed[:end], sealed[end:wrapped_end], sealed[wrapped_end:]


def _unwrap(sealed: bytes) -> tuple[bytes, bytes]:
    key_id, head, wrapped, rest = _parts(sealed)
    key = settings.VAULT_KEYS.get(key_id)
    if key is None:
        raise VaultError(f"The wrapping key {key_id!r} is not among VAULT_KEYS.")
    try:
        data_key = AESGCM(key).decrypt(wrapped[:NONCE], wrapped[NONCE:], head)
    except (InvalidTag, ValueError) as problem:
        raise VaultError("The wrapped data key is altered.") from problem
    return data_key, rest
