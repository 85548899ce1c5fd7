"""How mail leaves: through the office's server, or in a trial into a folder."""

from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

from kpu_coi.environment import env, env_int

SECURITY = ("none", "starttls", "ssl")


def mailer(var_dir: Path, *, trial: bool) -> dict:
    """
    The Django mailer for EMAIL_HOST; a trial without it writes to VAR_DIR/surel.

    Raises ImproperlyConfigured for an unknown EMAIL_SECURITY.
    """
    host = env("EMAIL_HOST", "")
    if trial and not host:
        return {
            "BACKEND": "django.core.mail.backends.filebased.EmailBackend",
            "OPTIONS": {"file_path": var_dir / "surel"},
        }
    security = env("EMAIL_SECURITY", "none").lower()
    if security not in SECURITY:
        raise ImproperlyConfigured(
            f"EMAIL_SECURITY must be one of {', '.join(SECURITY)}."
        )
    return {
        "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "OPTIONS": {
            "host": host or "localhost",
            "port": env_int("EMAIL_PORT", 25),
            "username": env("EMAIL_USER", ""),
            "password": env("EMAIL_PASSWORD", ""),
            "use_tls": security == "starttls",
            "use_ssl": security == "ssl",
            "timeout": 20,
        },
    }
