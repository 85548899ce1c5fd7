"""
The store of sessions (settings.SESSION_ENGINE).

Like Django's own in the database, but a row says whose session it is, since when and
on what kind of device; its key is a keyed hash and its content is sealed.
"""

import base64
import uuid
from datetime import datetime, timedelta

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.utils import timezone

from kpu_coi.vault import VaultError, keyed_hash, open_json, seal_json

OPENED = "opened"
SEEN_EVERY = timedelta(minutes=5)


def stored_key(session_key: str) -> str:
    """What the table holds instead of the key in the cookie."""
    return keyed_hash("session", session_key)


class SessionStore(DatabaseStore):
    row = None

    @classmethod
    def get_model_class(cls):
        from accounts.models import Session

        return Session

    @property
    def place(self) -> str:
        """What the content is sealed for: this session, and no other's row."""
        return f"session:{stored_key(self.session_key or '')}"

    def encode(self, session_dict) -> str:
        return base64.b64encode(seal_json(session_dict, context=self.place)).decode()

    def decode(self, session_data) -> dict:
        try:
            return open_json(base64.b64decode(session_data), context=self.place)
        except (ValueError, VaultError):
            return {}

    def _get_session_from_db(self):
        found = self.model.objects.open_with_factors()
        self.row = found.filter(pk=stored_key(self.session_key)).first()
        if self.row is None:
            self._session_key = None
        return self.row

    def exists(self, session_key):
        return self.model.objects.filter(pk=stored_key(session_key)).exists()

    def create_model_instance(self, data):
        """The row with what is known of its opening; a session not opened has none."""
        opened = data.get(OPENED, {})
        now = timezone.now()
        user_id = data.get(SESSION_KEY)
        same = self.row if self.row and str(self.row.user_id) == user_id else None
        return self.model(
            session_key=stored_key(self._get_or_create_session_key()),
            session_data=self.encode(data),
            expire_date=self.get_expiry_date(),
            public_id=opened.get("id") or (same.public_id if same else uuid.uuid4()),
            user_id=user_id,
            created_at=moment(opened.get("at")) or (same.created_at if same else now),
            last_seen_at=now,
            opening=opened.get("how", ""),
            device=opened.get("device", ""),
        )

    def delete(self, session_key=None):
        key = session_key or self.session_key
        if key:
            self.model.objects.filter(pk=stored_key(key)).delete()

    def seen(self) -> None:
        """Note that its owner is at work, at most once in some minutes."""
        if self.row and timezone.now() - self.row.last_seen_at > SEEN_EVERY:
            self.model.objects.filter(pk=self.row.pk).update(
                last_seen_at=timezone.now()
            )


def open_for(request, *, how: str, device: str) -> None:
    """Write down, at sign-in, how and on what the session of a request was opened."""
    request.session[OPENED] = {
        "id": str(uuid.uuid4()),
        "at": timezone.now().isoformat(),
        "how": how,
        "device": device,
    }


def moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
