"""
Two made-up breaches for trying the register out, made through the real moves.

One that was found, told and closed, so that both letters exist; one that waits for
the officer. Where breaches stand already, nothing is made.
"""

from datetime import timedelta

from django.utils import timezone

from documents.signing import prove_password
from personnel.grants import give, has_grant
from personnel.models import Role, User
from privacy.letter import letters_of
from privacy.models import Breach, BreachKind, Channel, DataCategory, Recipient
from privacy.workflow import breaches

ADDRESS = "127.0.0.1"
FOUND, WAITING = timedelta(hours=20), timedelta(hours=3)


def build(
    *, officer: User, password: str, reporters: list[User], subject: User
) -> None:
    """The officer gets the role; `subject` is the one whose data were exposed."""
    if not has_grant(officer, Role.DPO):
        give(officer, Role.DPO, by=None, since=timezone.localdate())
    if Breach.objects.exists():
        return
    told(officer, password, reporters[0], subject)
    breaches.report(
        by=reporters[1],
        kind=BreachKind.WRONG_ADDRESS,
        title="Lampiran surel salah alamat",
        story="Daftar hadir rapat terkirim ke kantor lain; penerima sudah dihubungi.",
        discovered_at=timezone.now() - WAITING,
    )


def told(officer: User, password: str, reporter: User, subject: User) -> None:
    breach = breaches.report(
        by=reporter,
        kind=BreachKind.LOST,
        title="Cetakan daftar pegawai tertinggal",
        story="Cetakan tertinggal di ruang rapat yang dipakai bersama pada pagi hari.",
        discovered_at=timezone.now() - FOUND,
    )
    breach = breaches.assess(
        breach,
        by=officer,
        findings={
            "exposed": "Nama, nomor pegawai, dan jabatan dalam satu daftar cetak.",
            "course": "Cetakan tertinggal di ruang rapat bersama selama satu jam.",
            "measures": (
                "Cetakan diambil dan dimusnahkan hari itu juga. Pencetakan daftar "
                "pegawai kini memerlukan izin kepala bagian."
            ),
            "people": [subject.pk],
        },
        categories=[str(DataCategory.IDENTITY), str(DataCategory.POSTS)],
        people_count=1,
        units=[],
    )
    letters = letters_of(breach, officer)
    breach = breaches.notify(
        breach,
        by=officer,
        proof=prove_password(officer, password, address=ADDRESS),
        content_hash=letters.content_hash,
        consent=letters.consent,
    )
    breaches.deliver(
        breach,
        by=officer,
        recipient=str(Recipient.AUTHORITY),
        channel=str(Channel.POST),
        delivered_at=timezone.now(),
    )
    breaches.close(breach, by=officer)
