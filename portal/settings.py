"""The portal's settings: driven by the environment, loud when something is missing."""

import os
from pathlib import Path

import pghistory
from django.core.exceptions import ImproperlyConfigured
from django.utils.csp import CSP
from django.utils.translation import gettext_lazy as _

from portal.core import embedded, environment
from portal.core import logging as portal_logging

BASE_DIR = Path(__file__).resolve().parent.parent

DEBUG = environment.flag("DEBUG")
DEMO = environment.flag("DEMO")
LOCAL = DEBUG or DEMO  # a developer's machine or a demonstration: embedded servers are allowed

PORTAL_NAME = os.environ.get("PORTAL_NAME") or "Cultural Partnerships"
PORTAL_URL = environment.web_address("PORTAL_URL", os.environ.get("PORTAL_URL") or "http://localhost:8000")
DATA_DIR = Path(os.environ.get("PORTAL_DATA") or BASE_DIR / ".data")

SECRET_KEY = environment.required(
    "SECRET_KEY",
    help_text="Set it to a long random text and keep it secret.",
    local_default="local-only-" + "not-a-secret-" * 5 if LOCAL else None,
)
ALLOWED_HOSTS = environment.names("ALLOWED_HOSTS") or (["*"] if LOCAL else [])
if not ALLOWED_HOSTS:
    raise ImproperlyConfigured(
        "ALLOWED_HOSTS is not set. Set it to the host names people use, separated by commas."
    )
CSRF_TRUSTED_ORIGINS = [PORTAL_URL]

INSTALLED_APPS = [
    "portal.site",
    "portal.reports",
    "portal.imports",
    "grants",
    "exchanges",
    "partnerships",
    "portal.accounts",
    "portal.core",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.contrib.humanize",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "django_filters",
    "django_htmx",
    "import_export",
    "pgtrigger",
    "pghistory",
]

MIDDLEWARE = [
    "portal.core.middleware.RequestIdMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "portal.accounts.middleware.UserLanguageMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "portal.accounts.middleware.SecondStepMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "pghistory.middleware.HistoryMiddleware",
]

ROOT_URLCONF = "portal.urls"
WSGI_APPLICATION = "portal.wsgi.application"
FORM_RENDERER = "portal.core.forms.PortalRenderer"

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
                "portal.core.context_processors.portal",
            ],
            "builtins": ["portal.core.templatetags.portal"],
        },
    }
]

# --- Data ---------------------------------------------------------------------------------------

DATABASE_URL = environment.required(
    "DATABASE_URL",
    help_text=f"Set it to a PostgreSQL address such as {environment.DATABASE_EXAMPLE}.",
    local_default="" if LOCAL else None,
) or environment.embedded(embedded.database_url, DATA_DIR)
REDIS_URL = environment.required(
    "REDIS_URL",
    help_text=f"Set it to a Redis or Valkey address such as {environment.REDIS_EXAMPLE}.",
    local_default="" if LOCAL else None,
) or environment.embedded(embedded.redis_url, DATA_DIR)

DATABASES = {"default": environment.database(DATABASE_URL)}
# Persistent connections, one for each thread of granian: a pool's threads would not survive Celery's forks.
DATABASES["default"]["CONN_MAX_AGE"] = 60
DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# The history: triggers record every insert, update and delete, and nothing may rewrite what they recorded.
PGHISTORY_DEFAULT_TRACKERS = (pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
PGHISTORY_APPEND_ONLY = True
PGHISTORY_OBJ_FIELD = pghistory.ObjForeignKey(related_name="history")

CACHES = {
    "default": {
        "BACKEND": "portal.core.cache.KeptRedisCache",
        "LOCATION": environment.redis(REDIS_URL),
        "OPTIONS": {"socket_timeout": 1, "socket_connect_timeout": 1},
        "KEY_PREFIX": "portal",
    }
}
SESSION_ENGINE = "portal.accounts.sessions"

# A developer sees a changed style sheet at once; production serves what collectstatic has gathered.
WHITENOISE_USE_FINDERS = LOCAL
WHITENOISE_AUTOREFRESH = LOCAL

STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_ROOT = DATA_DIR / "media"
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": str(MEDIA_ROOT)},
    },
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if LOCAL
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
if STORAGE_URL := os.environ.get("STORAGE_URL"):
    STORAGES["default"] = environment.storage(STORAGE_URL)
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
# Ten thousand lines of a budget get a sentence on the page they were typed on, and not a bare refusal.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 100_000
MAX_UPLOAD_BYTES = 25 * 1024 * 1024
FILE_UPLOAD_HANDLERS = [
    # First, so that no more of a file is kept than the portal takes.
    "portal.core.files.LimitUploadHandler",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]

# The seal on receipts: files in PEM. Without them a demonstration seals with a certificate of its own, kept in the data
# directory, and production does not seal and says so in the log.
SEAL_CERTIFICATE = os.environ.get("SEAL_CERTIFICATE", "")
SEAL_KEY = os.environ.get("SEAL_KEY", "")
if bool(SEAL_CERTIFICATE) != bool(SEAL_KEY):
    raise ImproperlyConfigured(
        "SEAL_CERTIFICATE and SEAL_KEY go together. Set both to the paths of files in PEM, or neither."
    )
SEAL_DIR = DATA_DIR / "seal" if LOCAL else None

# --- Background work ----------------------------------------------------------------------------

CELERY_BROKER_URL = REDIS_URL
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
# A request waits at most a second for a broker that hangs; the sweep publishes what was not told.
CELERY_TASK_PUBLISH_RETRY = False
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 3600,
    "socket_timeout": 1,
    "socket_connect_timeout": 1,
    "unacked_restore_interval": 1,
    "unacked_restore_throttle": 1,
    "max_retries": 0,
}
CELERY_TIMEZONE = "UTC"
CELERY_BEAT_SCHEDULE = {
    "core-publish-waiting-jobs": {"task": "core.publish_waiting_jobs", "schedule": 10.0},
    "core-drain-outbox": {"task": "core.drain_outbox", "schedule": 10.0},
    "partnerships-agreements-by-date": {"task": "partnerships.agreements_by_date", "schedule": 3600.0},
    "grants-close-calls": {"task": "grants.close_calls", "schedule": 60.0},
    # Told too late, a sign of life is none: what waited while everything was away says nothing of that time.
    "grants-probe": {"task": "grants.probe", "schedule": 60.0, "options": {"expires": 50}},
    "grants-remind-reports": {"task": "grants.remind_reports", "schedule": 3600.0},
    "grants-publish-decisions": {"task": "grants.publish_decisions", "schedule": 60.0},
    "grants-money-by-date": {"task": "grants.money_by_date", "schedule": 3600.0},
    "accounts-expire-personal-exports": {"task": "accounts.expire_personal_exports", "schedule": 3600.0},
    "grants-print-calls": {"task": "grants.print_calls", "schedule": 600.0},
}

# --- Mail ---------------------------------------------------------------------------------------

MAIL_DIR = DATA_DIR / "mail"
EMAIL_URL = environment.required(
    "EMAIL_URL",
    help_text=f"Set it to an SMTP address such as {environment.EMAIL_EXAMPLE}.",
    local_default="" if LOCAL else None,
)
MAILERS = environment.mailers(EMAIL_URL, files=MAIL_DIR)
DEFAULT_FROM_EMAIL = os.environ.get("DEFAULT_FROM_EMAIL") or "portal@localhost"
SERVER_EMAIL = DEFAULT_FROM_EMAIL

# --- Logs and errors ----------------------------------------------------------------------------

LOGGING = portal_logging.configuration(readable=LOCAL)
if SENTRY_DSN := os.environ.get("SENTRY_DSN"):
    environment.report_errors(SENTRY_DSN)

# --- People -------------------------------------------------------------------------------------

AUTH_USER_MODEL = "accounts.User"
# The address is unique whatever its letter case: a constraint on lower(email), which this check does not see.
SILENCED_SYSTEM_CHECKS = ["auth.W004"]
AUTHENTICATION_BACKENDS = [
    "portal.accounts.backends.AccountBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
# On a demonstration the password is the same for all and short; elsewhere it has to be a good one.
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("email", "name")},
    },
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
ACCOUNT_ADAPTER = "portal.accounts.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_SIGNUP_FORM_CLASS = "portal.accounts.forms.signup.SignupDetails"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_LOGIN_ON_EMAIL_CONFIRMATION = True
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
# By account first: everybody in one house shares an address, and a demonstration has only one.
ACCOUNT_RATE_LIMITS = {
    "login_failed": "5/5m/key,200/m/ip",
    "login": "300/m/ip",
    "signup": "60/m/ip",
    "reset_password": "5/15m/key,60/m/ip",
    "reset_password_from_key": "60/m/ip",
    "confirm_email": "1/m/key",
}
MFA_ADAPTER = "portal.accounts.adapters.MFAAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = PORTAL_NAME
MFA_TOTP_TOLERANCE = 1  # clocks of telephones run half a minute late
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = LOCAL
MFA_RATE_LIMITS = {"webauthn_login": "300/m/ip"}
# In production a proxy stands in front and says who asks; on a developer's machine nobody does.
ALLAUTH_TRUSTED_PROXY_COUNT = 0 if LOCAL else 1

# Sign-in through an organisation of one's own (Keycloak, Entra ID, …), where OIDC_SERVER_URL is set.
OIDC = environment.openid_connect()
SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [OIDC] if OIDC else []}}
# The organisation's own sign-in vouches for its people's addresses.
SOCIALACCOUNT_EMAIL_AUTHENTICATION = True
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True

# --- Languages ----------------------------------------------------------------------------------

LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("sv", _("Swedish"))]
# Languages in which content (names, titles, articles) can be written; the interface speaks LANGUAGES.
CONTENT_LANGUAGES = [
    ("sv", _("Swedish")),
    ("da", _("Danish")),
    ("nl", _("Dutch")),
    ("en", _("English")),
    ("fr", _("French")),
    ("de", _("German")),
    ("es", _("Spanish")),
    ("lt", _("Lithuanian")),
    ("ro", _("Romanian")),
]
# Languages of calls besides these: their texts and the applications to them may be written so, records may not.
CALL_LANGUAGES = [
    *CONTENT_LANGUAGES,
    ("no", _("Norwegian")),
    ("fi", _("Finnish")),
    ("is", _("Icelandic")),
    ("cy", _("Welsh")),
    ("ca", _("Catalan")),
    ("eu", _("Basque")),
]
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = ["portal.formats"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/Stockholm"

# --- Security -----------------------------------------------------------------------------------

SECURE_CSP = {
    "default-src": [CSP.SELF],
    "script-src": [CSP.SELF],
    "style-src": [CSP.SELF],
    "img-src": [CSP.SELF, "data:"],
    "font-src": [CSP.SELF],
    "connect-src": [CSP.SELF],
    # A form that begins the organisation's sign-in is sent on to its server.
    "form-action": [CSP.SELF, *([environment.origin(OIDC["settings"]["server_url"])] if OIDC else [])],
    "frame-ancestors": [CSP.NONE],
    "base-uri": [CSP.NONE],
    "object-src": [CSP.NONE],
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_SSL_REDIRECT = not LOCAL
SECURE_REDIRECT_EXEMPT = [r"^health/"]
SECURE_HSTS_SECONDS = 0 if LOCAL else 365 * 24 * 3600
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = not LOCAL
CSRF_COOKIE_SECURE = not LOCAL
SESSION_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "portal.core.views.errors.csrf_failure"
