"""The rows of this app in the table of visitors; the DPO's are in test_pages.py."""

from datetime import timedelta

from django.utils import timezone

from tests.rows import only, posting, public, staff


def asked(world):
    return {"public_id": world.asked.public_id}


def breach(world):
    return {"public_id": world.breach.public_id}


def notice(world):
    return {"public_id": world.delivery.public_id}


def letter(world):
    return {
        "public_id": world.notified.public_id,
        "pk": world.delivery.letter_id,
    }


HANDLERS = {"operator": 302, "organisation_admin": 302, "declarant": 409}
READERS = {"stranger": 200, "chief_inspector": 200, "organisation_admin": 200}
KEPT_OUT = {"stranger": 403, "chief_inspector": 403, "organisation_admin": 403}
REFUSED = dict.fromkeys(KEPT_OUT, 409)
YESTERDAY = timezone.localdate() - timedelta(days=1)
WHEN = {"delivered_on": YESTERDAY.isoformat(), "delivered_time": "09:00"}

ROUTES = {
    "privacy:notice": public(),
    "privacy:my_data": staff(),
    "privacy:deeds": staff(),
    "privacy:export_json": staff(),
    "privacy:export_html": staff(),
    # --- requests: one's own, and those one's office answers ------------------------
    "privacy:requests": staff(),
    "privacy:ask": staff(),
    "privacy:desk": only(operator=200, organisation_admin=200),
    "privacy:request": only(asked, declarant=200, operator=200, organisation_admin=200),
    "privacy:accept": posting(only(asked, **HANDLERS), answer="Akan diperbaiki."),
    "privacy:refuse": posting(
        only(asked, **HANDLERS), ground="CORRECT", refusal="Sudah benar."
    ),
    "privacy:complete": posting(only(asked, **dict.fromkeys(HANDLERS, 409))),
    "privacy:withdraw": posting(
        only(asked, declarant=302, operator=409, organisation_admin=409)
    ),
    # --- breaches: who reported one, and who reads the register ---------------------
    "privacy:breaches": only(chief_inspector=200, organisation_admin=200),
    "privacy:report": staff(),
    "privacy:breach": only(breach, **READERS),
    "privacy:assess": only(breach, **KEPT_OUT),
    "privacy:dismiss": posting(only(breach, **REFUSED), reason="Bukan."),
    "privacy:deliver": posting(
        only(breach, **REFUSED), recipient="AUTHORITY", channel="POST", **WHEN
    ),
    "privacy:close": posting(only(breach, **REFUSED)),
    "privacy:letters": only(breach, **KEPT_OUT),
    "privacy:notify": posting(only(breach, **REFUSED)),
    "privacy:letter_pdf": only(letter, organisation_admin=403),
    "privacy:notice_letter": only(notice, declarant=200),
    "privacy:notice_pdf": only(notice),
}
