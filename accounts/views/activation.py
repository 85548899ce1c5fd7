from django.contrib import messages
from django.contrib.auth import password_validation
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from accounts import locks
from accounts.forms import ActivationForm
from accounts.models import Kind, Trial
from accounts.workflow import activations

WRONG = (
    "Nomor pegawai dan kode tidak cocok, atau kodenya belum disetujui, sudah dipakai, "
    "diganti, atau lewat masanya. Periksa slip Anda, atau minta slip baru kepada "
    "operator satker."
)
SHUT = "Terlalu banyak percobaan yang gagal. Tunggu lima menit, lalu coba lagi."
DONE = {
    Kind.ACTIVATION: "Akun Anda sudah aktif. Masuk dengan kata sandi tadi.",
    Kind.RECOVERY: (
        "Kata sandi sudah diganti dan pengaman kedua dihapus. Masuk dengan kata sandi "
        "tadi."
    ),
}


@login_not_required
@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def activate(request):
    form = ActivationForm(request.POST or None)
    if form.is_valid() and (kind := activated(request, form)):
        messages.success(request, DONE[Kind(kind)])
        return redirect("account_login")
    return render(request, "accounts/activate.html", {"form": form})


def activated(request, form) -> str:
    """The kind of slip that was used; or "" with what went wrong at its field."""
    typed = form.cleaned_data
    number = typed["employee_number"]
    try:
        tried = locks.attempt(
            Trial.ACTIVATION, number, address=request.META["REMOTE_ADDR"]
        )
    except locks.Locked:
        form.add_error("code", SHUT)
        return ""
    try:
        found = activations.find(number, typed["code"])
        tried.was_right()
        password_validation.validate_password(typed["password1"], found.user)
        activations.use(found, typed["password1"])
    except activations.WrongCode:
        tried.was_wrong()
        form.add_error("code", WRONG)
        return ""
    except ValidationError as problem:
        form.add_error("password1", problem)
        return ""
    return found.kind
