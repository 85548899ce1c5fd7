"""Changes of passwords and second factors: logged, and told to their owner."""

from django.utils import timezone

from accounts.models import Activation, Lock
from audit import log
from notifications import inbox
from personnel.models import User

NEWS = {
    "password_change": "Kata sandi akun Anda diganti",
    "password_reset": "Kata sandi akun Anda diganti lewat tautan surel",
    "totp_add": "Aplikasi kode dipasang pada akun Anda",
    "totp_remove": "Aplikasi kode dilepas dari akun Anda",
    "passkey_add": "Kunci sandi ditambahkan pada akun Anda",
    "passkey_rename": "",
    "passkey_remove": "Kunci sandi dihapus dari akun Anda",
    "recovery_codes": "Kode cadangan akun Anda dibuat baru",
    "recovery_code_use": "Satu kode cadangan akun Anda dipakai",
    "provider_link": "Akun kantor dihubungkan dengan akun Anda",
}
NOT_YOU = "Jika bukan Anda, ganti kata sandi dan hubungi operator satker Anda."


def changed(user: User, what: str, **ids: int) -> None:
    """Record a change that the person made himself; in the caller's transaction."""
    if NEWS[what]:
        inbox.tell(
            user,
            NEWS[what],
            body=NOT_YOU,
            path="/akun/keamanan/",
            about=f"user:{user.pk}",
        )
    log.record(f"account.{what}", stream=f"user:{user.pk}", by=user, **ids)


def settle(user: User) -> None:
    """A new password ends what wrong ones have shut, and slips that still count."""
    Lock.objects.filter(user=user).update(failures=0, locked_until=None)
    slips = Activation.objects.open().filter(user=user)
    slips.update(revoked_at=timezone.now())
