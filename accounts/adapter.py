"""How django-allauth behaves here: our words, our rates, no addresses kept."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from django.contrib import messages
from django.urls import reverse

from accounts import kept, locks, sessions
from accounts.devices import device_of
from accounts.models import Opening, Trial
from kpu_coi.vault import network_hash

MESSAGES = {
    "account/messages/password_changed.txt": "Kata sandi Anda sudah diganti.",
    "mfa/messages/totp_activated.txt": "Aplikasi kode sudah terpasang.",
    "mfa/messages/totp_deactivated.txt": "Aplikasi kode sudah dilepas.",
    "mfa/messages/webauthn_added.txt": "Kunci sandi sudah ditambahkan.",
    "mfa/messages/webauthn_removed.txt": "Kunci sandi sudah dihapus.",
}
STAGES = {"allauth.mfa.stages.AuthenticateStage": "accounts.stages.SecondFactorStage"}


class OfficeAdapter(DefaultAccountAdapter):
    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": "Akun ini tidak aktif.",
        "enter_current_password": "Kata sandi lama tidak cocok.",
        "incorrect_password": "Kata sandi tidak cocok.",
        "rate_limited": "Terlalu banyak permintaan. Tunggu sebentar, lalu coba lagi.",
        "too_many_login_attempts": (
            "Terlalu banyak percobaan yang gagal. Tunggu lima menit, lalu coba lagi, "
            "atau minta tautan kata sandi baru."
        ),
        "username_password_mismatch": (
            "Nomor pegawai atau kata sandi tidak cocok. Periksa lagi keduanya."
        ),
    }

    def is_open_for_signup(self, request):
        return False

    def add_message(
        self,
        request,
        level,
        message_template=None,
        message_context=None,
        extra_tags="",
        message=None,
    ):
        """Only what is worth saying; that somebody signed in he knows himself."""
        if words := message or MESSAGES.get(message_template):
            messages.add_message(request, level, words, extra_tags=extra_tags)

    def get_client_ip(self, request):
        """A keyed hash, so that the table of rate limits holds no address."""
        return network_hash(super().get_client_ip(request))

    def get_password_change_redirect_url(self, request):
        return reverse("home")

    def get_login_stages(self):
        return [STAGES.get(stage, stage) for stage in super().get_login_stages()]

    def authenticate(self, request, **credentials):
        """The password, unless the account or the source is shut."""
        number = credentials.get("username", "")
        try:
            tried = locks.attempt(
                Trial.PASSWORD, number, address=request.META["REMOTE_ADDR"]
            )
        except locks.Locked as locked:
            raise self.validation_error("too_many_login_attempts") from locked
        user = super().authenticate(request, **credentials)
        tried.was_right() if user else tried.was_wrong()
        return user

    def login(self, request, user):
        super().login(request, user)
        sessions.open_for(
            request,
            how=opening_of(request, user),
            device=device_of(request.headers.get("User-Agent", "")),
        )

    def post_login(self, request, user, **options):
        response = super().post_login(request, user, **options)
        return kept.after_sign_in(request, user, response)


def opening_of(request, user) -> str:
    """How he signed in, by what allauth wrote down on the way."""
    records = get_authentication_records(request, user)
    if any(record.get("passwordless") for record in records):
        return Opening.PASSKEY
    if any(record["method"] == "socialaccount" for record in records):
        return Opening.PROVIDER
    return Opening.PASSWORD
