import pytest

from documents import certificate, issuing, sealing
from documents.models import PaperTemplate
from documents.pressroom import Press
from tests.documents.papers import LOG, content_of, record_of
from tests.personnel.factories import make_unit


@pytest.fixture(scope="session")
def seal(tmp_path_factory):
    """The seal of a fresh trial."""
    store, stamp = certificate.trial_stores(tmp_path_factory.mktemp("kunci"))
    return sealing.load(
        {
            "pkcs12": str(store),
            "password": certificate.TRIAL_PASSWORD.decode(),
            "stamp": str(stamp),
        }
    )


@pytest.fixture(scope="session")
def running_press():
    """One press for all tests that only want papers made."""
    press = Press()
    yield press
    press.close()


@pytest.fixture
def papers_made(running_press, monkeypatch):
    """The worker's task uses the press that is already warm."""
    monkeypatch.setattr("documents.tasks.press", lambda: running_press)
    return running_press


@pytest.fixture
def storage(settings, tmp_path):
    """An empty store of its own."""
    location = tmp_path / "berkas"
    settings.STORAGES = settings.STORAGES | {
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": location},
        }
    }
    return location


@pytest.fixture
def issue(db):
    """Issue a paper of a kind, as a workflow does."""

    def issue(kind="FREE", *, regime="kpu-323-2020", **changes):
        content = content_of(kind, regime=regime, **changes)
        record = record_of(content, number=changes.pop("number", None))
        return issuing.issue(
            template=PaperTemplate.objects.get(
                code=kind.lower(), regime_code=regime, version=1
            ),
            kind=kind,
            number=record["number"],
            unit=make_unit(),
            content=content,
            record=record,
            log=LOG,
            confidential=kind != "FREE",
            public={"signer": "Wagiyem", "position": "Pengelola Keuangan"},
            signed_at=record["signed_at"],
        )

    return issue
