"""Settings come from the environment, and fail loudly when they are missing or odd."""

import os
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parent.parent
REQUIRED = object()


def env(name: str, default: object = REQUIRED) -> str:
    """
    The text of an environment variable.

    Raises ImproperlyConfigured when it is unset and has no default.
    """
    value = os.environ.get(name, default)
    if value is REQUIRED:
        raise ImproperlyConfigured(f"Set the environment variable {name}.")
    return value


def env_bool(name: str, default: bool = False) -> bool:
    """True for 1, true, yes; false for 0, false, no; anything else is an error."""
    text = env(name, str(default)).strip().lower()
    if text in {"1", "true", "yes"}:
        return True
    if text in {"0", "false", "no", ""}:
        return False
    raise ImproperlyConfigured(f"{name} must be 1 or 0, not {text!r}.")


def env_int(name: str, default: int) -> int:
    """A whole number from the environment."""
    text = env(name, str(default))
    try:
        return int(text)
    except ValueError as problem:
        raise ImproperlyConfigured(
            f"{name} must be a number, not {text!r}."
        ) from problem
