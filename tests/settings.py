"""The project's settings, with the few lines that tests need otherwise."""

import os
from pathlib import Path

os.environ.setdefault("TRIAL", "1")
os.environ.setdefault("SECRET_KEY", "tests-only-" + 50 * "x")

# Each further process of a parallel run has a house of its own with its own embedded
# PostgreSQL: the order of the audit log waits for every transaction of its server.
# What such a process starts finds itself there already.
worker = os.environ.get("PYTEST_XDIST_WORKER", "gw0")
root = Path(os.environ.get("VAR_DIR", "var")).resolve()
if worker not in {"gw0", root.name}:
    os.environ["VAR_DIR"] = str(root / "tes" / worker)

from kpu_coi.settings import *  # noqa: E402, F403
from kpu_coi.settings import DATABASES, STORAGES, VAR_DIR  # noqa: E402

ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
BASE_URL = "http://testserver"

# A test never asks for more than that the row is there until it ends.
DATABASES["default"]["OPTIONS"]["options"] = "-c synchronous_commit=off"
DATABASES["default"]["CONN_MAX_AGE"] = 0

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

MAILERS = {"default": {"BACKEND": "django.core.mail.backends.locmem.EmailBackend"}}

STORAGES = STORAGES | {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": VAR_DIR / "tes" / "berkas"},
    },
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage",
    },
}
WHITENOISE_AUTOREFRESH = True
