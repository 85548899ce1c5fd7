from allauth.account import forms as allauth_forms
from django import forms

HOW_TO_CHOOSE = (
    "Paling sedikit 12 huruf atau angka. Beberapa kata yang mudah Anda ingat lebih "
    "aman daripada satu kata yang rumit. Jangan memakai nama atau nomor pegawai."
)


class SignInForm(allauth_forms.LoginForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        label(self.fields["login"], "NIP atau nomor pegawai", "w-lg")
        label(self.fields["password"], "Kata sandi", "w-lg")
        self.fields["login"].widget.attrs |= {
            "inputmode": "text",
            "spellcheck": "false",
        }

    def clean_login(self):
        """A NIP may be typed in its groups."""
        return "".join(self.cleaned_data["login"].split())


class ChangePasswordForm(allauth_forms.ChangePasswordForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        label(self.fields["oldpassword"], "Kata sandi lama", "w-lg")
        label_new_passwords(self)


class ConfirmForm(allauth_forms.ReauthenticateForm):
    """The password once more, before something that matters."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        label(self.fields["password"], "Kata sandi", "w-lg")


class NewPasswordForm(allauth_forms.ResetPasswordKeyForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        label_new_passwords(self)


class ForgottenPasswordForm(forms.Form):
    employee_number = forms.CharField(
        label="NIP atau nomor pegawai",
        max_length=30,
        widget=forms.TextInput(attrs={"autocomplete": "username", "class": "w-lg"}),
    )

    def clean_employee_number(self):
        return "".join(self.cleaned_data["employee_number"].split())


def label_new_passwords(form):
    label(form.fields["password1"], "Kata sandi baru", "w-lg", HOW_TO_CHOOSE)
    label(form.fields["password2"], "Ulangi kata sandi baru", "w-lg")


def label(field, words, width, hint=""):
    """Our words, and no placeholder: it vanishes when one begins to type."""
    field.label = words
    field.help_text = hint
    field.widget.attrs.pop("placeholder", None)
    field.widget.attrs["class"] = width
