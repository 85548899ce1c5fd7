"""The one byte form in which things are hashed, chained and signed."""

import hashlib
import json
from typing import Any


def canonical_json(value: Any) -> bytes:
    """
    JSON with sorted keys, no spaces, UTF-8: equal values give equal bytes.

    Takes dicts, lists, text, whole numbers, booleans and None; raises TypeError
    for anything else that JSON does not know and ValueError for NaN.
    """
    return json.dumps(
        value,
        sort_keys=True,
        ensure_ascii=False,
        separators=(",", ":"),
        allow_nan=False,
    ).encode()


def sha256_hex(data: bytes) -> str:
    """The SHA-256 of some bytes, as 64 hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()


def content_hash(value: Any) -> str:
    """The SHA-256 of a value's canonical JSON."""
    return sha256_hex(canonical_json(value))
