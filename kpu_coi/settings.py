"""
One settings file, read from the environment and safe for production by default.

`.env.example` lists every variable with its meaning.
"""

from pathlib import Path

from django.utils.csp import CSP

from kpu_coi.database import database_settings
from kpu_coi.environment import BASE_DIR, env, env_bool, env_int
from kpu_coi.keys import secret_key, vault_keys

VAR_DIR = Path(env("VAR_DIR", str(BASE_DIR / "var"))).resolve()
TRIAL = env_bool("TRIAL")
DEBUG = env_bool("DEBUG")

SECRET_KEY = secret_key(VAR_DIR, trial=TRIAL)
VAULT_KEYS = vault_keys(VAR_DIR, trial=TRIAL)

PORT = env_int("PORT", 8000)
BASE_URL = env("BASE_URL", f"http://localhost:{PORT}").rstrip("/")
ALLOWED_HOSTS = env("ALLOWED_HOSTS", "localhost,127.0.0.1").split(",")
HTTPS = BASE_URL.startswith("https://")

INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "crispy_forms",
    "crispy_bootstrap5",
    "procrastinate.contrib.django",
    "kpu_coi",
    "audit",
    "deadlines",
    "personnel",
    "notifications",
    "documents",
    "declarations",
    "inspectorate",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
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
            ],
        },
    },
]

DATABASES = {"default": database_settings(VAR_DIR)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

SECRETARY_LINE = env("SECRETARY_LINE", "FUNCTIONAL")  # or ADMINISTRATIVE

AUTH_USER_MODEL = "personnel.User"
AUTHENTICATION_BACKENDS = [
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = ["kpu_coi.hashers.OfficeArgon2"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"

LANGUAGE_CODE = "id"
TIME_ZONE = "Asia/Jakarta"
USE_I18N = True
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]

SECURE_CSP = {
    "default-src": [CSP.NONE],
    "script-src": [CSP.SELF],
    "style-src": [CSP.SELF],
    "img-src": [CSP.SELF],
    "font-src": [CSP.SELF],
    "connect-src": [CSP.SELF],
    "form-action": [CSP.SELF],
    "base-uri": [CSP.NONE],
    "frame-ancestors": [CSP.NONE],
}

SITE_NAME = env("SITE_NAME", "Integritas KPU")
FORM_RENDERER = "kpu_coi.look.OfficeRenderer"
CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"

PROFILE_PROVIDER = "personnel.profile.profile"
HOME_PROVIDERS = []
PLACE_PROVIDERS = ["kpu_coi.home.places"]

MAILERS = {"default": {"BACKEND": "django.core.mail.backends.smtp.EmailBackend"}}
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": VAR_DIR / "berkas"},
    },
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage",
    },
}
