"""
One settings file, read from the environment and safe for production by default.

`.env.example` lists every variable with its meaning.
"""

from datetime import timedelta
from pathlib import Path

from django.utils.csp import CSP

from kpu_coi.database import database_settings
from kpu_coi.environment import BASE_DIR, env, env_bool, env_int
from kpu_coi.files import file_store
from kpu_coi.keys import secret_key, vault_keys
from kpu_coi.logs import logging_settings
from kpu_coi.mail import mailer
from kpu_coi.provider import allauth_providers, provider_settings

VAR_DIR = Path(env("VAR_DIR", str(BASE_DIR / "var"))).resolve()
TRIAL = env_bool("TRIAL")
DEBUG = env_bool("DEBUG")

SECRET_KEY = secret_key(VAR_DIR, trial=TRIAL)
VAULT_KEYS = vault_keys(VAR_DIR, trial=TRIAL)

PORT = env_int("PORT", 8000)
BASE_URL = env("BASE_URL", f"http://localhost:{PORT}").rstrip("/")
ALLOWED_HOSTS = env("ALLOWED_HOSTS", "localhost,127.0.0.1").split(",")
HTTPS = BASE_URL.startswith("https://")
TRUSTED_PROXIES = env_int("TRUSTED_PROXIES", 0)
SITE_NAME = env("SITE_NAME", "Integritas KPU")
SOURCE_URL = env("SOURCE_URL", "")

INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "crispy_forms",
    "crispy_bootstrap5",
    "django_filters",
    "procrastinate.contrib.django",
    "kpu_coi",
    "audit",
    "deadlines",
    "personnel",
    "notifications",
    "accounts",
    "documents",
    "privacy",
    "declarations",
    "complaints",
    "inspectorate",
]

MIDDLEWARE = [
    "kpu_coi.middleware.RequestLogMiddleware",
    "kpu_coi.middleware.ProxyMiddleware",
    "kpu_coi.middleware.SoundPathMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "declarations.shared_device.SharedDeviceMiddleware",
    "accounts.middleware.SignInMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "accounts.middleware.SecondFactorMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]

ROOT_URLCONF = "kpu_coi.urls"
WSGI_APPLICATION = "kpu_coi.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "kpu_coi.navigation.places",
                "kpu_coi.look.look",
                "declarations.shared_device.device_in",
            ],
        },
    },
]
FORM_RENDERER = "kpu_coi.look.OfficeRenderer"
CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"

DATABASES = {"default": database_settings(VAR_DIR)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "kpu_coi_limits",
    },
    "memory": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
}
STORAGES = {
    "default": file_store(VAR_DIR),
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage",
    },
}
STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]

# What the parts of the menu and of Beranda come from, in the order of their apps.
PROFILE_PROVIDER = "personnel.profile.profile"
PLACE_PROVIDERS = [
    "kpu_coi.home.places",
    "declarations.home.places",
    "declarations.case_home.places",
    "declarations.consultation_desk.places",
    "declarations.matter_home.places",
    "declarations.list_home.places",
    "declarations.campaign_places.places",
    "complaints.home.places",
    "inspectorate.home.places",
    "documents.places.places",
    "declarations.questionnaire_places.places",
    "personnel.home.places",
    "accounts.home.places",
    "privacy.home.places",
]
HOME_PROVIDERS = [
    "deadlines.home.home",
    "privacy.home.home",
    "declarations.home.home",
    "declarations.case_home.home",
    "complaints.home.home",
    "inspectorate.home.home",
    "personnel.home.home",
    "notifications.home.home",
]
# What a stand-in takes over with a post: each app that knows some of it tells.
INHERITANCE_PROVIDERS = ["declarations.inheritance.inherited"]
# Who can see what of a unit: each app says it of what it keeps.
ACCESS_PROVIDERS = [
    "declarations.access.access",
    "inspectorate.access.access",
    "complaints.access.access",
    "documents.access.access",
    "personnel.access.access",
]
# What is held about a person, for his own page.
DATA_PROVIDERS = [
    "personnel.holdings.held",
    "accounts.holdings.held",
    "declarations.holdings.held",
    "declarations.consultation_holdings.held",
    "documents.holdings.held",
    "privacy.holdings.held",
    "notifications.holdings.held",
]

# What the start page says in numbers.
PUBLIC_FIGURES = "inspectorate.public_figures.headline"

AUTH_USER_MODEL = "personnel.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["kpu_coi.hashers.OfficeArgon2"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
    {
        "NAME": "django.contrib.auth.password_validation"
        ".UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ["employee_number", "name", "email"]},
    },
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
PASSWORD_RESET_TIMEOUT = int(timedelta(hours=2).total_seconds())

ACCOUNT_ADAPTER = "accounts.adapter.OfficeAdapter"
ACCOUNT_FORMS = {
    "login": "accounts.forms.SignInForm",
    "change_password": "accounts.forms.ChangePasswordForm",
    "reauthenticate": "accounts.forms.ConfirmForm",
    "reset_password_from_key": "accounts.forms.NewPasswordForm",
}
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = "employee_number"
ACCOUNT_USER_MODEL_EMAIL_FIELD = "email"
ACCOUNT_UNIQUE_EMAIL = False
ACCOUNT_PRESERVE_USERNAME_CASING = True
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
ACCOUNT_RATE_LIMITS = {
    # A whole office goes out through one address, on one morning: only failures count,
    # and those of one account are counted by accounts.locks.
    "login": "",
    "login_failed": "60/m/ip",
    "change_password": "5/m/user",
    "reauthenticate": "20/m/user",
    "reset_password": "60/m/ip,3/10m/key",
    "reset_password_from_key": "60/m/ip",
}

# From when a second factor is asked of superiors, officers, auditors, administrators.
SECOND_FACTOR_REQUIRED = env_bool("SECOND_FACTOR_REQUIRED", not TRIAL)
# How long links for a new password wait after the e-mail address was changed.
EMAIL_CHANGE_REST = timedelta(hours=env_int("EMAIL_CHANGE_REST_HOURS", 24))
MFA_ADAPTER = "accounts.mfa.SealedAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = SITE_NAME
MFA_TOTP_TOLERANCE = 1
MFA_FORMS = {
    "authenticate": "accounts.forms.SecondFactorForm",
    "authenticate_webauthn": "accounts.forms.PasskeyForm",
    "login_webauthn": "accounts.forms.PasskeySignInForm",
    "reauthenticate": "accounts.forms.ConfirmCodeForm",
    "reauthenticate_webauthn": "accounts.forms.ConfirmPasskeyForm",
    "activate_totp": "accounts.forms.AddTotpForm",
    "add_webauthn": "accounts.forms.AddPasskeyForm",
    "edit_webauthn": "accounts.forms.RenamePasskeyForm",
}

# The office's own accounts by OpenID Connect; off while no issuer is named.
OIDC = provider_settings()
SOCIALACCOUNT_ADAPTER = "accounts.oidc.OfficeSocialAdapter"
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_PROVIDERS = allauth_providers(OIDC)

SESSION_ENGINE = "accounts.sessions"
SESSION_COOKIE_NAME = "sesi"
SESSION_COOKIE_AGE = env_int("SESSION_HOURS", 10) * 3600
SESSION_COOKIE_SECURE = HTTPS
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
CSRF_COOKIE_SECURE = HTTPS
CSRF_FAILURE_VIEW = "accounts.kept.csrf_failure"
LANGUAGE_COOKIE_SECURE = HTTPS

SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^sehat/$"]
SECURE_HSTS_SECONDS = int(timedelta(days=365).total_seconds()) if HTTPS else 0
SECURE_PROXY_SSL_HEADER = (
    ("HTTP_X_FORWARDED_PROTO", "https") if TRUSTED_PROXIES else None
)
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SECURE_CSP = {
    "default-src": [CSP.NONE],
    "script-src": [CSP.SELF],
    "style-src": [CSP.SELF],
    "img-src": [CSP.SELF],
    "font-src": [CSP.SELF],
    "connect-src": [CSP.SELF],
    "form-action": [CSP.SELF, *OIDC.origins],
    "base-uri": [CSP.NONE],
    "frame-ancestors": [CSP.NONE],
}
SILENCED_SYSTEM_CHECKS = [
    "security.W005",  # HSTS for subdomains: those of the office are not this project's
    "security.W021",  # nor is its place in the browsers' preload lists
]

LANGUAGE_CODE = "id"
LANGUAGES = [("id", "Bahasa Indonesia")]
TIME_ZONE = "Asia/Jakarta"
USE_I18N = True
USE_TZ = True

MAILERS = {"default": mailer(VAR_DIR, trial=TRIAL)}
DEFAULT_FROM_EMAIL = env("EMAIL_FROM", f"{SITE_NAME} <tidak-dibalas@localhost>")
LOGGING_CONFIG = "logging.config.dictConfig"
LOGGING = logging_settings(env("LOG_LEVEL", "INFO"))

SECRETARY_LINE = env("SECRETARY_LINE", "FUNCTIONAL")  # or ADMINISTRATIVE
RECEIPT_CUTOFF_HOUR = env_int("RECEIPT_CUTOFF_HOUR", 16)

# Rosters: how large a file may be, how much memory and time the process that reads it
# gets, and how many days its content is kept after it was applied.
ROSTER_MAX_MB = env_int("ROSTER_MAX_MB", 20)
ROSTER_MEMORY_MB = env_int("ROSTER_MEMORY_MB", 400)
ROSTER_READ_SECONDS = env_int("ROSTER_READ_SECONDS", 60)
ROSTER_KEPT_DAYS = env_int("ROSTER_KEPT_DAYS", 30)

# The office's seal on papers; a trial makes its own under VAR_DIR/kunci.
SEAL = {
    "pkcs12": env("SEAL_PKCS12", ""),
    "password": env("SEAL_PKCS12_PASSWORD", ""),
    "tsa_url": env("SEAL_TSA_URL", ""),
    "trust": env("SEAL_TRUST", ""),
}

# Complaints: where "Tinggalkan halaman" leads, who answers for them (UU 25/2009
# Pasal 36), how often one address may send within an hour, and how fast.
LEAVE_URL = env("LEAVE_URL", "https://www.bmkg.go.id/")
COMPLAINT_RESPONSIBLE = {
    "name": env("COMPLAINT_RESPONSIBLE_NAME", "Inspektur Utama KPU RI"),
    "address": env(
        "COMPLAINT_RESPONSIBLE_ADDRESS", "Jalan Imam Bonjol Nomor 29, Jakarta Pusat"
    ),
    "contact": env("COMPLAINT_RESPONSIBLE_CONTACT", ""),
}
# Whom people ask about their personal data (UU 27/2022 Pasal 21 and 53).
DPO = {
    "name": env("DPO_NAME", "Pejabat Pelindungan Data Pribadi KPU RI"),
    "contact": env("DPO_CONTACT", "Jalan Imam Bonjol Nomor 29, Jakarta Pusat"),
}
COMPLAINT_LIMITS = {
    "report": env_int("COMPLAINT_REPORTS_AN_HOUR", 60),
    "track": env_int("COMPLAINT_TRIES_AN_HOUR", 120),
    "write": env_int("COMPLAINT_MESSAGES_AN_HOUR", 120),
}
COMPLAINT_MIN_SECONDS = env_int("COMPLAINT_MIN_SECONDS", 4)
