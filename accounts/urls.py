"""Only what this project needs of django-allauth, under its names for it."""

from django.urls import path, re_path

from accounts.views import (
    activation,
    factors,
    kept_forms,
    passwords,
    provider,
    security,
    sign_in,
    slips,
)

UNIT = "personalia/satker/<str:code>/aktivasi/"
PERSON = "personalia/akun/<int:pk>/"

urlpatterns = [
    path("akun/masuk/", sign_in.SignIn.as_view(), name="account_login"),
    path("akun/masuk/kode/", sign_in.SecondFactor.as_view(), name="mfa_authenticate"),
    path(
        "akun/masuk/kunci-sandi/",
        sign_in.PasskeySignIn.as_view(),
        name="mfa_login_webauthn",
    ),
    path("akun/masuk/kantor/", provider.begin, name="provider_begin"),
    path("akun/masuk/kantor/kembali/", provider.callback, name="provider_callback"),
    path("akun/keluar/", sign_in.SignOut.as_view(), name="account_logout"),
    path("akun/tidak-aktif/", sign_in.Inactive.as_view(), name="account_inactive"),
    path("akun/aktivasi/", activation.activate, name="activate"),
    path(
        "akun/kata-sandi/",
        passwords.ChangePassword.as_view(),
        name="account_change_password",
    ),
    path(
        "akun/lupa-kata-sandi/",
        passwords.forgotten_password,
        name="account_reset_password",
    ),
    path(
        "akun/lupa-kata-sandi/terkirim/",
        passwords.forgotten_password_done,
        name="account_reset_password_done",
    ),
    re_path(
        r"^akun/kata-sandi-baru/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        passwords.NewPassword.as_view(),
        name="account_reset_password_from_key",
    ),
    path("akun/isian-tersimpan/", kept_forms.kept_form, name="kept_form"),
    path(
        "akun/isian-tersimpan/buang/",
        kept_forms.discard_kept_form,
        name="discard_kept_form",
    ),
    # --- one's own second factors and devices ---------------------------------------
    path("akun/keamanan/", security.security, name="mfa_index"),
    path(
        "akun/keamanan/perangkat/<uuid:public_id>/keluarkan/",
        security.end_session,
        name="end_session",
    ),
    path(
        "akun/keamanan/perangkat/lain/keluarkan/",
        security.end_other_sessions,
        name="end_other_sessions",
    ),
    path(
        "akun/keamanan/aplikasi/pasang/",
        factors.AddTotp.as_view(),
        name="mfa_activate_totp",
    ),
    path(
        "akun/keamanan/aplikasi/lepas/",
        factors.RemoveTotp.as_view(),
        name="mfa_deactivate_totp",
    ),
    path(
        "akun/keamanan/kode-cadangan/",
        factors.RecoveryCodes.as_view(),
        name="mfa_view_recovery_codes",
    ),
    path(
        "akun/keamanan/kode-cadangan/baru/",
        factors.RenewRecoveryCodes.as_view(),
        name="mfa_generate_recovery_codes",
    ),
    path(
        "akun/keamanan/kunci-sandi/tambah/",
        factors.AddPasskey.as_view(),
        name="mfa_add_webauthn",
    ),
    path(
        "akun/keamanan/kunci-sandi/<int:pk>/nama/",
        factors.RenamePasskey.as_view(),
        name="mfa_edit_webauthn",
    ),
    path(
        "akun/keamanan/kunci-sandi/<int:pk>/hapus/",
        factors.RemovePasskey.as_view(),
        name="mfa_remove_webauthn",
    ),
    path(
        "akun/konfirmasi/",
        factors.ConfirmByPassword.as_view(),
        name="account_reauthenticate",
    ),
    path(
        "akun/konfirmasi/kode/",
        factors.ConfirmByCode.as_view(),
        name="mfa_reauthenticate",
    ),
    path(
        "akun/konfirmasi/kunci-sandi/",
        factors.ConfirmByPasskey.as_view(),
        name="mfa_reauthenticate_webauthn",
    ),
    # --- accounts of others ---------------------------------------------------------
    path(UNIT, slips.unit_accounts, name="unit_accounts"),
    path(f"{UNIT}cetak/", slips.print_slips, name="print_slips"),
    path(f"{UNIT}surel/", slips.mail_links, name="mail_links"),
    path(PERSON, slips.person_account, name="person_account"),
    path(f"{PERSON}cetak/", slips.print_slip, name="print_slip"),
    path(f"{PERSON}slip/<int:slip>/setujui/", slips.confirm_slip, name="confirm_slip"),
    path(f"{PERSON}surel/", slips.mail_link, name="mail_link"),
    path(f"{PERSON}buka-kunci/", slips.lift_lock, name="lift_lock"),
    path(f"{PERSON}keluarkan/", slips.end_sessions_of, name="end_sessions_of"),
]
