"""
The one place where a roster meets the NIK that the roll holds, sealed.

Whoever has no NIP is told from others by it. `holders` and `keep` are all that the
rest of the rosters knows of it.
"""

from collections.abc import Collection, Mapping


def holders(niks: Collection[str]) -> dict[str, int]:
    """The id of the person by each NIK that the roll knows."""
    return {}


def keep(by_person: Mapping[int, str]) -> None:
    """Store the NIK of each person, by the id."""
