"""Settings, read from the environment once. `bin/serve` and `shouwen` set what a newcomer does not."""

import os
from pathlib import Path
from urllib.parse import unquote, urlparse

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from shouwen.apps.channels.fax.gateway import gateway_of as fax_gateway_of
from shouwen.apps.channels.mail.server import imap_of
from shouwen.apps.channels.robots.server import robots_of
from shouwen.apps.channels.sms.server import gateway_of
from shouwen.apps.originals.sealing import keys_from
from shouwen.apps.outbox.destination import allowed_of
from shouwen.config.mail import smtp_of

BASE = Path(__file__).resolve().parent.parent
CHECKOUT = BASE.parent
DATA = Path(os.environ.get("SHOUWEN_DATA", CHECKOUT / ".data"))


def _flag(name: str) -> bool:
    return os.environ.get(name, "") in {"1", "true", "yes"}


def _secret() -> str:
    """The signing key: from the environment, or kept beside the data, made on first need."""
    given = os.environ.get("SHOUWEN_SECRET_KEY")
    if given:
        return given
    kept = DATA / "secret-key"
    if not kept.exists():
        DATA.mkdir(mode=0o700, parents=True, exist_ok=True)
        kept.touch(mode=0o600)
        kept.write_text(os.urandom(32).hex())
    return kept.read_text().strip()


def _database() -> dict[str, object]:
    url = os.environ.get("DATABASE_URL", "")
    if not url:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": DATA / "shouwen.sqlite3",
            "OPTIONS": {
                # A deferred upgrade from read to write fails at once; IMMEDIATE waits its turn.
                "transaction_mode": "IMMEDIATE",
                # So long a request waits for another writer before it is answered 503.
                "timeout": 5,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
            },
            "TEST": {"NAME": os.environ.get("SHOUWEN_TEST_SQLITE", None)},
        }
    parts = urlparse(url)
    if parts.scheme not in {"postgres", "postgresql"}:
        raise SystemExit("DATABASE_URL must start with postgres:// (SQLite is used when it is not set)")
    return {
        "ENGINE": "shouwen.config.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {"connect_timeout": 3},
    }


DEBUG = False
SECRET_KEY = _secret()
# What opens the originals of covered texts: never in the database, nor in a backup of it.
ORIGINAL_KEYS = keys_from(
    os.environ.get("SHOUWEN_ORIGINAL_KEYS", ""),
    os.environ.get("SHOUWEN_ORIGINAL_KEYS_FILE", ""),
    DATA / "original-keys",
)
# Whether the usual quiet hours of a role hold for whoever has chosen none.
USUAL_QUIET = os.environ.get("SHOUWEN_USUAL_QUIET", "on") != "off"
SITE_URL = os.environ.get("SHOUWEN_SITE_URL", "http://127.0.0.1:8000")
ALLOWED_HOSTS = [h for h in os.environ.get("SHOUWEN_HOSTS", "").split(",") if h] or ["127.0.0.1", "localhost", "[::1]"]
SECURE = SITE_URL.startswith("https://")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "axes",
    "csp",
    "django_htmx",
    "shouwen.config",
    "ninja",
    "shouwen.console",
    "shouwen.portal",
    "shouwen.api",
    "shouwen.ui",
    "shouwen.apps.notices",
    "shouwen.apps.webhooks",
    "shouwen.apps.complaints",
    "shouwen.apps.surveys",
    "shouwen.apps.billing",
    "shouwen.apps.consultations",
    "shouwen.apps.conversations",
    "shouwen.apps.remote",
    "shouwen.apps.imports",
    "shouwen.apps.calls",
    "shouwen.apps.faxes",
    "shouwen.apps.accounts",
    "shouwen.apps.departures",
    "shouwen.apps.channels",
    "shouwen.apps.automation",
    "shouwen.apps.paging",
    "shouwen.apps.progress",
    "shouwen.apps.aids",
    "shouwen.apps.search",
    "shouwen.apps.tickets",
    "shouwen.apps.agreements",
    "shouwen.apps.installations",
    "shouwen.apps.customers",
    "shouwen.apps.duty",
    "shouwen.apps.calendars",
    "shouwen.apps.files",
    "shouwen.apps.originals",
    "shouwen.apps.settings",
    "shouwen.apps.people",
    "shouwen.apps.outbox",
    "shouwen.apps.ledger",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "shouwen.ui.middleware.Utf8Middleware",
    "shouwen.api.frame.entry.EntryMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "shouwen.config.closing.ClosingMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "shouwen.config.sessions.SeenMiddleware",
    "shouwen.ui.middleware.ReaderMiddleware",
    "shouwen.config.second_factor.RequiredMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "shouwen.config.urls"
WSGI_APPLICATION = "shouwen.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "APP_DIRS": True,
        "OPTIONS": {
            "environment": "shouwen.ui.environment.environment",
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
    {
        # allauth's pages only: one thin base with the same styles.
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE / "ui" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    },
]

DATABASES = {"default": _database()}
# How many seconds a request, and a timed job, waits for one answer of PostgreSQL before it counts as away.
DATABASE_PATIENCE = 4
WORKER_PATIENCE = 60
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "shouwen.config.sessions.Backend",
]
AUTH_PASSWORD_VALIDATORS = [{"NAME": "shouwen.apps.people.passwords.PasswordValidator"}]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_ADAPTER = "shouwen.config.sign_in.AccountAdapter"
ACCOUNT_SESSION_REMEMBER = False
# axes counts failures in the database, for all processes and across restarts.
ACCOUNT_RATE_LIMITS = False
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_USERNAME_CALLABLE = "shouwen.config.sign_in.account_name"
AXES_RESET_ON_SUCCESS = True
# Kept also after the right password was found.
AXES_ENABLE_ACCESS_FAILURE_LOG = True
AXES_LOCKOUT_CALLABLE = "shouwen.config.sign_in.locked_out"
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False

# A second factor: a code of an authenticator, or one of ten that are written down. Counted and locked like passwords.
MFA_ADAPTER = "shouwen.config.second_factor.Adapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Shouwen"
MFA_TOTP_TOLERANCE = 1
MFA_FORMS = {
    "authenticate": "shouwen.config.second_factor.CodeForm",
    "reauthenticate": "shouwen.config.second_factor.CodeAgainForm",
}
# Whoever has one of these roles sets it up before anything else: "admin,director".
MFA_ROLES = frozenset(r.strip() for r in os.environ.get("SHOUWEN_MFA_ROLES", "").split(",") if r.strip())

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", _("Chinese")), ("en", _("English"))]
LOCALE_PATHS = [BASE / "ui" / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Shanghai"

STATIC_URL = "/static/"
STATIC_ROOT = Path(os.environ.get("SHOUWEN_STATIC", CHECKOUT / "build" / "static"))
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
# How long an offer of handling waits, how long a closed card may be reopened, and when a silent one closes.
OFFER_MINUTES = 15
REOPEN_DAYS = 7
CLOSE_AFTER_WORKING_DAYS = 3
# The hotline: shown as not set up until somebody sets it.
HOTLINE_NUMBER = os.environ.get("SHOUWEN_HOTLINE", "")
# The green channel's own line, likewise.
GREEN_LINE_NUMBER = os.environ.get("SHOUWEN_GREEN_LINE", "")
# With this a telephone exchange signs what it tells of calls; without one nothing of the kind is taken.
CALLS_SECRET = os.environ.get("SHOUWEN_CALLS_SECRET", "")
# Mail goes out when a server is named: smtp://user:password@host:587?starttls=1, or smtps://… for TLS from the start.
SMTP = smtp_of(os.environ.get("SHOUWEN_SMTP_URL", ""))
MAIL_FROM = os.environ.get("SHOUWEN_MAIL_FROM", "Shouwen 首问 <desk@localhost>")
# Mail comes in from this mailbox: imaps://user:password@host:993/INBOX, or imap://…?starttls=1.
MAILBOX = imap_of(os.environ.get("SHOUWEN_IMAP_URL", ""))
# The address that answers go to; it must take user+anything@. Without it answers to our letters are not read.
MAIL_REPLY = os.environ.get("SHOUWEN_MAIL_REPLY", "")
# The name with which our own receiving server signs Authentication-Results; without it no sender is proved.
MAIL_AUTHSERV = os.environ.get("SHOUWEN_MAIL_AUTHSERV", "")
# Faxes by a gateway that speaks mail: who writes to us, the domain of number@domain, where a number stands, its words.
FAX = fax_gateway_of(
    os.environ.get("SHOUWEN_FAX_FROM", ""),
    os.environ.get("SHOUWEN_FAX_TO", ""),
    os.environ.get("SHOUWEN_FAX_NUMBER", ""),
    os.environ.get("SHOUWEN_FAX_WORDS", ""),
)
# Short messages: file:///path.jsonl, or https://gateway.example/send?secret=…; templates by kind: paged=SMS_1.
SMS = gateway_of(os.environ.get("SHOUWEN_SMS_URL", ""), os.environ.get("SHOUWEN_SMS_TEMPLATES", ""))
# Robots of group chats: ops=feishu:https://…#secret; desk=wecom:https://…
ROBOTS = robots_of(os.environ.get("SHOUWEN_ROBOTS", ""))
# Webhooks go to the open internet over TLS; into one's own network only to hosts and networks that are named here.
OUTBOUND_INTERNAL = allowed_of(os.environ.get("SHOUWEN_OUTBOUND_INTERNAL", ""))
# An address that has failed for so many days is called no more.
WEBHOOK_DAYS = 5
FONTS = BASE / "ui" / "fonts"
FILES_ROOT = DATA / "files"
UPLOAD_LIMIT = 20 * 1024 * 1024
# An Excel file of a list holds at most so many rows.
EXPORT_ROWS = 20_000
# A file that is imported: rows, bytes as it comes, bytes when it is unpacked.
IMPORT_ROWS = 500
IMPORT_BYTES = 2 * 1024 * 1024
IMPORT_UNPACKED = 20 * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FILES = 20
DATA_UPLOAD_MAX_NUMBER_FIELDS = 200

# How often a token of the API may be used, and how large a request may be.
API_READS_A_MINUTE = 600
API_WRITES_A_MINUTE = 120
API_BODY_LIMIT = 256 * 1024
# With files in it; each of them within UPLOAD_LIMIT.
API_UPLOAD_LIMIT = 100 * 1024 * 1024

SESSION_COOKIE_NAME = "__Host-session" if SECURE else "session"
SESSION_ENGINE = "shouwen.config.sessions"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = SECURE
# Of a visitor who has not signed in; the limits of the others are in `config.sessions`.
SESSION_COOKIE_AGE = 12 * 3600
CSRF_COOKIE_NAME = "__Host-csrf" if SECURE else "csrf"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SECURE = SECURE
CSRF_FAILURE_VIEW = "shouwen.ui.errors.csrf_failure"
LANGUAGE_COOKIE_NAME = "language"
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_SECURE = SECURE
MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"
SECURE_HSTS_SECONDS = 31_536_000 if SECURE else 0
SECURE_REFERRER_POLICY = "same-origin"
# Only then are the addresses and schemes that a proxy tells believed.
BEHIND_PROXY = _flag("SHOUWEN_BEHIND_PROXY")
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None
X_FRAME_OPTIONS = "DENY"
# The reverse proxy redirects to https; other names under the hospital's or the vendor's domain are not ours to bind.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W008", "security.W021"]
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "object-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "manifest-src": [SELF],
    }
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
