"""What every letter says of its unit, and the parts of its wording."""

from collections.abc import Mapping
from typing import Any

from personnel.models import Unit

APART = ("title", "kind_name", "election_clause")


def unit_on_paper(unit: Unit) -> dict[str, str]:
    return {
        "code": unit.code,
        "name": unit.name,
        "letterhead_1": unit.letterhead_1,
        "letterhead_2": unit.letterhead_2,
        "address": unit.address,
        "place": unit.place(),
        "tz_abbr": unit.tz_abbr,
    }


def text_of(wording: Mapping[str, Any]) -> dict[str, Any]:
    """The wording without the parts that stand in places of their own."""
    return {key: value for key, value in wording.items() if key not in APART}
