"""Only what this project needs of django-allauth, under its names for it."""

from django.urls import path, re_path

from accounts import views

urlpatterns = [
    path("akun/masuk/", views.SignIn.as_view(), name="account_login"),
    path("akun/keluar/", views.SignOut.as_view(), name="account_logout"),
    path("akun/tidak-aktif/", views.Inactive.as_view(), name="account_inactive"),
    path(
        "akun/kata-sandi/",
        views.ChangePassword.as_view(),
        name="account_change_password",
    ),
    path(
        "akun/lupa-kata-sandi/",
        views.forgotten_password,
        name="account_reset_password",
    ),
    path(
        "akun/lupa-kata-sandi/terkirim/",
        views.forgotten_password_done,
        name="account_reset_password_done",
    ),
    re_path(
        r"^akun/kata-sandi-baru/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        views.NewPassword.as_view(),
        name="account_reset_password_from_key",
    ),
    path("akun/isian-tersimpan/", views.kept_form, name="kept_form"),
    path(
        "akun/isian-tersimpan/buang/",
        views.discard_kept_form,
        name="discard_kept_form",
    ),
]
