"""Where the data live: the server that DATABASE_URL names, or an embedded one."""

import os
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

from kpu_coi import embedded


def parse(url: str) -> dict:
    """A PostgreSQL URL as a Django database setting."""
    parts = urlsplit(url)
    query = {key: values[-1] for key, values in parse_qs(parts.query).items()}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")) or "postgres",
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": query.pop("host", "") or (parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "OPTIONS": query,
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }


def database_settings(var_dir: Path) -> dict:
    """The Django setting for DATABASE_URL, or for the embedded server without it."""
    url = os.environ.get("DATABASE_URL")
    if url:
        return parse(url)
    try:
        return parse(embedded.join(var_dir / "postgres"))
    except embedded.DatabaseTrouble as trouble:
        raise ImproperlyConfigured(str(trouble)) from trouble
