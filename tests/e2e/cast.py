"""Who is who among the made-up people of the demonstration."""

import json
from dataclasses import dataclass


@dataclass(frozen=True)
class Person:
    number: str
    name: str
    title: str
    email: str


class Cast:
    """People by unit and seat, as `manage.py demo --json` lists them."""

    def __init__(self, listed: str):
        self.people = {
            (row.pop("unit"), row.pop("seat")): Person(**row)
            for row in json.loads(listed)
        }

    def at(self, unit: str, seat: str) -> Person:
        return self.people[unit, seat]

    def staff(self, seat: str) -> Person:
        """Somebody of the regency."""
        return self.at("33.21", seat)

    def province(self, seat: str) -> Person:
        return self.at("33", seat)

    def nation(self, seat: str) -> Person:
        return self.at("00", seat)
