"""
What people are told when the roll changes: posts, units and dates, nobody's name.

Each is told once, however often the task runs.
"""

from collections.abc import Iterable
from datetime import timedelta

from django.urls import reverse

from audit.models import Event
from deadlines.calendar import today_in
from kpu_coi.dates import tanggal
from notifications.inbox import take_back, tell
from notifications.models import Message
from personnel.lines import superior_of
from personnel.models import Acting, Position, Tenure, User
from personnel.titles import capacity


def tenure_changed(tenure_id: int) -> None:
    """The one who holds it, whom he represents, and the superior of the post."""
    tenure = Tenure.objects.with_people().filter(pk=tenure_id).first()
    if tenure is None:
        return
    about, when = about_tenure(tenure_id), span(tenure)
    post, unit = capacity(tenure), tenure.position.unit.name
    profile = reverse("personnel:person", args=[tenure.user_id])
    once([tenure.user], f"Jabatan Anda: {post}, {unit}", profile, about, when)
    inbox = reverse("notifications:inbox")
    if tenure.acting != Acting.PERMANENT:
        absent = represented_by(tenure)
        once(absent, f"Jabatan Anda diwakili: {post}, {unit}", inbox, about, when)
    superior = superior_now(tenure)
    subject = f"Perubahan pada jabatan di bawah Anda: {post}, {unit}"
    once([superior] if superior else [], subject, inbox, about, when)


def tenure_taken_back(tenure_id: int, user_id: int, position_id: int) -> None:
    """What was planned will not be: the old news goes, and the person is told."""
    about = about_tenure(tenure_id)
    told = User.objects.filter(messages__about=about).distinct()
    for person in told:
        take_back(person, about=about)
    post = Position.objects.select_related("unit").get(pk=position_id)
    once(
        [User.objects.get(pk=user_id)],
        f"Penugasan dibatalkan: {post.title}, {post.unit.name}",
        reverse("personnel:person", args=[user_id]),
        about,
        "Penugasan ini belum berjalan dan tidak jadi berlaku.",
    )


def identity_corrected(user_id: int) -> None:
    """Once after the latest correction: each later one is told of again."""
    about, subject = f"user:{user_id}", "Data diri Anda diperbaiki"
    corrected = Event.objects.filter(stream=about, action="person.correct")
    latest = corrected.order_by("-seq").values_list("at", flat=True).first()
    told = Message.objects.filter(recipient=user_id, about=about, subject=subject)
    if latest and told.filter(created_at__gte=latest).exists():
        return
    tell(
        User.objects.get(pk=user_id),
        subject,
        path=reverse("personnel:person", args=[user_id]),
        about=about,
        body="Periksa apakah sudah benar. Nomor pegawai juga dipakai untuk masuk.",
    )


def once(
    people: Iterable[User], subject: str, path: str, about: str, body: str
) -> None:
    for person in people:
        known = Message.objects.filter(
            recipient=person, about=about, subject=subject, body=body
        )
        if not known.exists():
            tell(person, subject, path=path, about=about, body=body)


def about_tenure(tenure_id: int) -> str:
    return f"tenure:{tenure_id}"


def span(tenure: Tenure) -> str:
    """As "Berlaku sejak 1 November 2026 sampai 10 November 2026."."""
    until = ""
    if tenure.period.upper:
        until = f" sampai {tanggal(tenure.period.upper - timedelta(days=1))}"
    return f"Berlaku sejak {tanggal(tenure.period.lower)}{until}."


def represented_by(tenure: Tenure) -> list[User]:
    """Who holds the post itself on the first of these days."""
    held = Tenure.objects.filter(
        position=tenure.position,
        acting=Acting.PERMANENT,
        period__contains=tenure.period.lower,
    ).exclude(user=tenure.user_id)
    return [one.user for one in held.with_people()]


def superior_now(tenure: Tenure) -> User | None:
    """Today's superior of the post, also where its holder has changed."""
    today = today_in(tenure.position.unit.timezone)
    addressee = superior_of(tenure, today).addressee
    return addressee.user if addressee else None
