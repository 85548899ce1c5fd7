"""A changed e-mail address: the former one is told, links to the new one wait."""

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone

from accounts import rules
from accounts.models import EmailChange
from audit import log
from notifications import inbox
from personnel.models import User


def must_rest(user: User) -> bool:
    """
    Whether links to the address wait, since it was changed a short while ago.

    An account that was never opened has nothing to lose: its first link goes out. A
    special role is something to lose.
    """
    if not (rules.opened(user) or rules.is_sensitive(user)):
        return False
    return EmailChange.objects.recent().filter(user=user).exists()


def tell_all() -> None:
    """
    Tell the former address of each change, once; then it is forgotten.

    One that the mail server refuses does not hold up the others; it is raised last,
    and tried again at the next turn.
    """
    problems = []
    for pk in EmailChange.objects.untold().values_list("pk", flat=True):
        try:
            tell(pk)
        except OSError as problem:
            problems.append(problem)
    if problems:
        raise problems[0]


@transaction.atomic
def tell(pk: int) -> None:
    """
    The row is locked while the mail server is asked. Raises what the server raises.
    """
    change = (
        EmailChange.objects.untold()
        .select_for_update(of=["self"], skip_locked=True)
        .select_related("user")
        .filter(pk=pk)
        .first()
    )
    if change is None:
        return
    if change.former:
        notice(change).send()
    change.former = ""
    change.told_at = timezone.now()
    change.save()
    inbox.tell(
        change.user,
        "Alamat surel akun Anda diganti",
        body="Jika bukan Anda yang memintanya, hubungi administrator organisasi.",
        path="/akun/keamanan/",
        about=f"user:{change.user_id}",
    )
    log.record("account.email_change", stream=f"user:{change.user_id}", by=None)


def notice(change: EmailChange) -> EmailMessage:
    body = render_to_string(
        "emails/address_changed.txt",
        {
            "site_name": settings.SITE_NAME,
            "hours": int(settings.EMAIL_CHANGE_REST.total_seconds() // 3600),
        },
    )
    return EmailMessage("Alamat surel akun diganti", body.strip(), to=[change.former])
