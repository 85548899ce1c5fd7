from accounts.forms.activation import ActivationForm
from accounts.forms.factors import (
    AddPasskeyForm,
    AddTotpForm,
    ConfirmCodeForm,
    ConfirmPasskeyForm,
    PasskeyForm,
    PasskeySignInForm,
    RenamePasskeyForm,
    SecondFactorForm,
)
from accounts.forms.passwords import (
    ChangePasswordForm,
    ConfirmForm,
    ForgottenPasswordForm,
    NewPasswordForm,
    SignInForm,
)

__all__ = [
    "ActivationForm",
    "AddPasskeyForm",
    "AddTotpForm",
    "ChangePasswordForm",
    "ConfirmCodeForm",
    "ConfirmForm",
    "ConfirmPasskeyForm",
    "ForgottenPasswordForm",
    "NewPasswordForm",
    "PasskeyForm",
    "PasskeySignInForm",
    "RenamePasskeyForm",
    "SecondFactorForm",
    "SignInForm",
]
