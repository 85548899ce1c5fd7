"""The answer of every rule about who may do what."""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied


@dataclass(frozen=True)
class Verdict:
    """True when allowed. When refused it is false and carries the words to show."""

    refusal: str = ""

    def __bool__(self) -> bool:
        return not self.refusal

    def require(self) -> None:
        """Raise PermissionDenied with the words of the refusal."""
        if self.refusal:
            raise PermissionDenied(self.refusal)


ALLOWED = Verdict()
