"""Secrets: from the environment, or made at set-up for a trial."""

import base64
import json
import os
import secrets
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured


def trial_secrets(var_dir: Path) -> dict[str, str]:
    """The secrets of a trial, made on the first call and kept in VAR_DIR/kunci."""
    file = var_dir / "kunci" / "rahasia.json"
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        made = {
            "SECRET_KEY": secrets.token_urlsafe(48),
            "VAULT_KEYS": "1:" + base64.b64encode(secrets.token_bytes(32)).decode(),
        }
        fresh = file.with_suffix(f".{os.getpid()}")
        fresh.touch(mode=0o600)
        fresh.write_text(json.dumps(made))
        try:
            os.link(fresh, file)
        except FileExistsError:
            pass
        finally:
            fresh.unlink()
    return json.loads(file.read_text())


def secret(name: str, var_dir: Path, *, trial: bool) -> str:
    """
    A secret from the environment, or in a trial from the file of made secrets.

    Raises ImproperlyConfigured in production when the variable is unset.
    """
    value = os.environ.get(name)
    if value:
        return value
    if trial:
        return trial_secrets(var_dir)[name]
    raise ImproperlyConfigured(f"Set the environment variable {name}.")


def secret_key(var_dir: Path, *, trial: bool) -> str:
    """Django's SECRET_KEY."""
    return secret("SECRET_KEY", var_dir, trial=trial)


def vault_keys(var_dir: Path, *, trial: bool) -> dict[str, bytes]:
    """
    The vault's wrapping keys by key id, the newest last.

    VAULT_KEYS is "id:base64,id:base64"; each key has 32 bytes.
    """
    keys = {}
    for part in secret("VAULT_KEYS", var_dir, trial=trial).split(","):
        key_id, _, encoded = part.strip().partition(":")
        key = base64.b64decode(encoded, validate=True)
        if not key_id or len(key) != 32:
            raise ImproperlyConfigured("VAULT_KEYS needs id:base64 of 32 bytes.")
        keys[key_id] = key
    return keys
