"""A row of the table of visitors: what a route answers to each of them."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from types import SimpleNamespace


@dataclass(frozen=True)
class Row:
    """What a route answers to each visitor, how it is asked, and about what."""

    rest: int
    named: dict[str, int]
    method: str = "GET"
    about: Callable[[SimpleNamespace], dict] = lambda world: {}
    public: bool = False
    data: dict | None = None

    def typed(self, world) -> dict | None:
        """What is sent; a value that depends on the world is taken from it."""
        if self.data is None:
            return None
        return {
            name: value(world) if callable(value) else value
            for name, value in self.data.items()
        }

    def expected(self, visitor: str) -> int:
        if visitor == "anonymous" and not self.public and visitor not in self.named:
            return 401 if self.method == "POST" else 302
        return self.named.get(visitor, self.rest)


def public(status=200, **named):
    return Row(status, named, public=True)


def staff(status=200, **named):
    return Row(status, named)


def only(about=lambda world: {}, *, rest=404, **named):
    return Row(rest, named, about=about)


def posting(row: Row, **data) -> Row:
    return replace(row, method="POST", data=data)
