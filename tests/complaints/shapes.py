"""A planted word in every shape in which it could lie in a dump."""

import base64
from collections.abc import Iterator


def shapes(word: str) -> Iterator[str]:
    """Plain, in another case, as hexadecimal digits, as base64 at each offset."""
    raw = word.encode()
    yield from (word, word.lower(), word.upper(), raw.hex())
    yield from (base64.b64encode(bytes(n) + raw).decode()[4:-4] for n in range(3))
