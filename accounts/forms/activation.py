from django import forms
from django.contrib.auth import password_validation

from accounts.forms.passwords import HOW_TO_CHOOSE

WIDE = {"class": "w-lg"}


class ActivationForm(forms.Form):
    """What stands on the slip, and the password that one chooses."""

    employee_number = forms.CharField(
        label="NIP atau nomor pegawai",
        max_length=60,
        widget=forms.TextInput(attrs=WIDE | {"autocomplete": "username"}),
    )
    code = forms.CharField(
        label="Kode pada slip",
        help_text="Dua puluh huruf dan angka. Huruf kecil dan tanda hubung boleh.",
        max_length=60,
        widget=forms.TextInput(
            attrs=WIDE
            | {
                "autocomplete": "one-time-code",
                "autocapitalize": "characters",
                "spellcheck": "false",
                "data-from-address": "kode",
            }
        ),
    )
    password1 = forms.CharField(
        label="Kata sandi baru",
        help_text=HOW_TO_CHOOSE,
        strip=False,
        max_length=4096,
        widget=forms.PasswordInput(attrs=WIDE | {"autocomplete": "new-password"}),
    )
    password2 = forms.CharField(
        label="Ulangi kata sandi baru",
        strip=False,
        max_length=4096,
        widget=forms.PasswordInput(attrs=WIDE | {"autocomplete": "new-password"}),
    )

    def clean_employee_number(self):
        return "".join(self.cleaned_data["employee_number"].split())

    def clean_password1(self):
        password = self.cleaned_data["password1"]
        password_validation.validate_password(password)
        return password

    def clean(self):
        typed = super().clean()
        first, second = typed.get("password1"), typed.get("password2")
        if first and second and first != second:
            self.add_error("password2", "Kedua kata sandi tidak sama. Ketik lagi.")
        return typed
