import json
import os
import subprocess
import sys

import pytest
from django.core.exceptions import ImproperlyConfigured

from kpu_coi.environment import BASE_DIR, env, env_bool, env_int
from kpu_coi.files import file_store
from kpu_coi.mail import mailer

SHOWN = (
    "HTTPS",
    "SESSION_COOKIE_SECURE",
    "CSRF_COOKIE_SECURE",
    "SECURE_SSL_REDIRECT",
    "SECURE_HSTS_SECONDS",
    "DEBUG",
    "TRIAL",
)
PRODUCTION = {
    "SECRET_KEY": "x" * 60,
    "VAULT_KEYS": "1:" + "A" * 43 + "=",
    "DATABASE_URL": "postgresql://nobody@127.0.0.1:1/none",
    "BASE_URL": "https://integritas.example",
}


def start(**environment):
    """The settings of a process with only these variables, or how it failed."""
    code = (
        "import json; from kpu_coi import settings as s; "
        f"print(json.dumps({{name: getattr(s, name) for name in {SHOWN}}}))"
    )
    return subprocess.run(
        [sys.executable, "-c", code],
        cwd=BASE_DIR,
        env={"PATH": os.environ["PATH"]} | environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_production_is_what_one_gets_without_asking():
    started = start(**PRODUCTION)

    assert json.loads(started.stdout) == {
        "HTTPS": True,
        "SESSION_COOKIE_SECURE": True,
        "CSRF_COOKIE_SECURE": True,
        "SECURE_SSL_REDIRECT": True,
        "SECURE_HSTS_SECONDS": 31_536_000,
        "DEBUG": False,
        "TRIAL": False,
    }


@pytest.mark.parametrize("name", ["SECRET_KEY", "VAULT_KEYS"])
def test_production_does_not_start_without_its_secrets(name):
    started = start(**{key: value for key, value in PRODUCTION.items() if key != name})

    assert started.returncode != 0
    assert f"Set the environment variable {name}" in started.stderr


@pytest.mark.parametrize(
    ("text", "value"), [("1", True), ("true", True), ("0", False), ("", False)]
)
def test_switches_are_read(monkeypatch, text, value):
    monkeypatch.setenv("A_SWITCH", text)

    assert env_bool("A_SWITCH") is value


def test_odd_values_are_refused(monkeypatch):
    monkeypatch.setenv("ODD", "perhaps")

    with pytest.raises(ImproperlyConfigured, match="ODD must be 1 or 0"):
        env_bool("ODD")
    with pytest.raises(ImproperlyConfigured, match="ODD must be a number"):
        env_int("ODD", 1)
    with pytest.raises(ImproperlyConfigured, match="Set the environment variable NONE"):
        env("NONE")


def test_a_trial_without_a_mail_server_writes_its_mails_to_a_folder(
    monkeypatch, tmp_path
):
    monkeypatch.delenv("EMAIL_HOST", raising=False)

    chosen = mailer(tmp_path, trial=True)

    assert chosen["BACKEND"].endswith("filebased.EmailBackend")
    assert chosen["OPTIONS"] == {"file_path": tmp_path / "surel"}


def test_the_mail_server_is_used_as_it_is_described(monkeypatch, tmp_path):
    monkeypatch.setenv("EMAIL_HOST", "mail.example")
    monkeypatch.setenv("EMAIL_PORT", "587")
    monkeypatch.setenv("EMAIL_SECURITY", "starttls")

    options = mailer(tmp_path, trial=False)["OPTIONS"]

    assert (options["host"], options["port"]) == ("mail.example", 587)
    assert (options["use_tls"], options["use_ssl"]) == (True, False)


def test_an_unknown_mail_security_is_refused(monkeypatch, tmp_path):
    monkeypatch.setenv("EMAIL_HOST", "mail.example")
    monkeypatch.setenv("EMAIL_SECURITY", "rot13")

    with pytest.raises(ImproperlyConfigured, match="starttls"):
        mailer(tmp_path, trial=False)


def test_files_go_to_a_bucket_when_one_is_named(monkeypatch, tmp_path):
    monkeypatch.setenv("S3_BUCKET", "dokumen")
    monkeypatch.setenv("S3_ENDPOINT", "https://s3.example")
    monkeypatch.setenv("S3_ACCESS_KEY", "a")
    monkeypatch.setenv("S3_SECRET_KEY", "b")

    store = file_store(tmp_path)

    assert store["BACKEND"] == "storages.backends.s3.S3Storage"
    assert store["OPTIONS"]["bucket_name"] == "dokumen"
    assert store["OPTIONS"]["default_acl"] is None


def test_files_stay_here_otherwise_and_only_the_service_reads_them(
    monkeypatch, tmp_path
):
    monkeypatch.delenv("S3_BUCKET", raising=False)

    options = file_store(tmp_path)["OPTIONS"]

    assert options["location"] == tmp_path / "berkas"
    assert options["file_permissions_mode"] == 0o600
