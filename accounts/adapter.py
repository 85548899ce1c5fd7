"""How django-allauth behaves here: our words, our rates, no addresses kept."""

from allauth.account.adapter import DefaultAccountAdapter
from django.contrib import messages
from django.urls import reverse

from accounts import kept
from kpu_coi.vault import network_hash

MESSAGES = {
    "account/messages/password_changed.txt": "Kata sandi Anda sudah diganti.",
}


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
        if words := MESSAGES.get(message_template):
            messages.add_message(request, level, words, extra_tags=extra_tags)

    def get_client_ip(self, request):
        """A keyed hash, so that the table of rate limits holds no address."""
        return network_hash(super().get_client_ip(request))

    def get_password_change_redirect_url(self, request):
        return reverse("home")

    def post_login(self, request, user, **options):
        response = super().post_login(request, user, **options)
        return kept.after_sign_in(request, user, response)
