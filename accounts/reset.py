"""The mail with which somebody chooses a password: the first one, or a new one."""

from allauth.account import app_settings
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse

from accounts import rules
from accounts.workflow import addresses


def send_link(user) -> None:
    """
    Send the link; it works once, for settings.PASSWORD_RESET_TIMEOUT seconds.

    Not to an address that was changed a short while ago.
    """
    if addresses.must_rest(user):
        return
    key = app_settings.PASSWORD_RESET_TOKEN_GENERATOR().make_token(user)
    path = reverse(
        "account_reset_password_from_key",
        kwargs={"uidb36": user_pk_to_url_str(user), "key": key},
    )
    context = {
        "link": settings.BASE_URL + path,
        "site_name": settings.SITE_NAME,
        "hours": settings.PASSWORD_RESET_TIMEOUT // 3600,
    }
    name, subject = "reset_link", "Tautan kata sandi baru"
    if not rules.opened(user):
        name, subject = "activation_link", "Aktifkan akun Anda"
    body = render_to_string(MAILS[name], context)
    EmailMessage(subject, body, to=[user.email]).send()


MAILS = {
    "reset_link": "emails/reset_link.txt",
    "activation_link": "emails/activation_link.txt",
}
