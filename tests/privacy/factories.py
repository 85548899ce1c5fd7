"""Requests and breaches for tests, brought to a status by the moves that lead there."""

from datetime import timedelta

from django.utils import timezone

from documents.signing import prove_password
from privacy.letter import letters_of
from privacy.models import (
    Breach,
    BreachStatus,
    DataRequest,
    RequestKind,
    RequestStatus,
)
from privacy.workflow import breaches, requests
from tests.personnel.factories import PASSWORD, give, make_unit, make_user

WRONG = "Pangkat saya tertulis Penata Muda."
WANTED = "Penata, sesuai surat keputusan terakhir."
STORY = "Daftar pegawai tercetak tertinggal di ruang rapat umum."


def make_dpo(name="Pejabat Data"):
    user = make_user(name)
    give(user, "DPO")
    return user


def make_request(status=RequestStatus.RECEIVED, *, by=None, handler=None, **fields):
    """A correction of identity, unless told otherwise."""
    fields = {"kind": "CORRECTION", "group": "IDENTITY", "wrong": WRONG} | fields
    if fields["kind"] == RequestKind.CORRECTION:
        fields.setdefault("wanted", WANTED)
    asked = requests.receive(by=by or make_user("Yang Meminta"), **fields)
    if status == RequestStatus.RECEIVED:
        return asked
    if status == RequestStatus.WITHDRAWN:
        return requests.withdraw(asked, by=asked.user)
    handler = handler or make_dpo()
    if status == RequestStatus.REFUSED:
        return requests.refuse(asked, by=handler, ground="STATE", answer="Wajib.")
    asked = requests.accept(asked, by=handler, answer="Akan diperbaiki hari ini.")
    if status == RequestStatus.DONE:
        asked = requests.complete(asked, by=handler)
    return asked


def findings(**changes):
    """What the DPO writes down, in the shape that `assess` takes."""
    return {
        "findings": {
            "exposed": "Nama dan nomor pegawai dalam daftar cetak.",
            "course": "Daftar tertinggal di ruang rapat pada pagi hari.",
            "measures": "Daftar diambil kembali dan dimusnahkan hari itu juga.",
            "people": changes.pop("people", []),
        },
        "categories": ["IDENTITY"],
        "people_count": 12,
        "units": [],
    } | changes


def make_breach(
    status=BreachStatus.OPEN, *, by=None, dpo=None, discovered_at=None, **changes
):
    make_unit("00")
    breach = breaches.report(
        by=by or make_user("Pelapor"),
        kind=changes.pop("kind", "LOST"),
        title="Daftar pegawai tertinggal",
        story=STORY,
        discovered_at=discovered_at or timezone.now() - timedelta(hours=1),
    )
    if status == BreachStatus.OPEN:
        return breach
    dpo = dpo or make_dpo()
    if status == BreachStatus.NO_BREACH:
        return breaches.dismiss(
            breach, by=dpo, reason="Daftar itu sudah dipublikasikan."
        )
    breach = breaches.assess(breach, by=dpo, **findings(**changes))
    if status == BreachStatus.ASSESSED:
        return breach
    breach = notify(breach, dpo)
    if status == BreachStatus.CLOSED:
        for recipient in ("SUBJECTS", "AUTHORITY"):
            hand_over(breach, dpo, recipient)
        breach = breaches.close(fresh(breach), by=dpo)
    return breach


def notify(breach, dpo, **changes):
    letters = letters_of(fresh(breach), dpo)
    facts = {
        "proof": prove_password(dpo, PASSWORD, address="127.0.0.1"),
        "content_hash": letters.content_hash,
        "consent": letters.consent,
    }
    return breaches.notify(breach, by=dpo, **facts | changes)


def hand_over(breach, dpo, recipient="AUTHORITY", **changes):
    facts = {"channel": "POST", "delivered_at": timezone.now()} | changes
    return breaches.deliver(breach, by=dpo, recipient=recipient, **facts)


def fresh(row):
    model = Breach if isinstance(row, Breach) else DataRequest
    return model.objects.with_people().get(pk=row.pk)
