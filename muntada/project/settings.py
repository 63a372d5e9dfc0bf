"""Settings. What an installation may change comes from its environment (docs/installation.md)."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from muntada.project.checked import (
    backup_hours,
    check_names,
    check_together,
    log_shape,
    metrics_token,
    place,
    search_encoder,
)
from muntada.project.environment import (
    data_folder,
    database,
    fixed_clock,
    mail_from,
    mail_server,
    ministry_sign_in,
    oidc_domains,
    oidc_origin,
    oidc_strengths,
    secret_key,
    whole_number,
    yes,
)

check_names(os.environ)
PACKAGE = Path(__file__).resolve().parent.parent
DATA = data_folder()

DEBUG = yes("MUNTADA_DEBUG")
SECRET_KEY = secret_key(DATA)
ALLOWED_HOSTS = [host for host in os.environ.get("MUNTADA_HOSTS", "localhost,127.0.0.1,[::1]").split(",") if host]
SECURE = yes("MUNTADA_HTTPS")
check_together(debug=DEBUG, secure=SECURE, hosts=ALLOWED_HOSTS)
PUBLIC_LIBRARY = yes("MUNTADA_PUBLIC_LIBRARY")  # whether strangers read the texts that are TLP:CLEAR
PROXIES = whole_number("MUNTADA_PROXIES")  # how many of our own stand before us and name the visitor's address

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django_htmx",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "muntada.access",
    "muntada.trail",
    "muntada.search",
    "muntada.jobs",
    "muntada.parties",
    "muntada.people",
    "muntada.evidence",
    "muntada.library",
    "muntada.forum",
    "muntada.followup",
    "muntada.register",
    "muntada.sources",
    "muntada.reports",
    "muntada.outreach",
    "muntada.signin",
    "muntada.rights",
    "muntada.web",
    "muntada.project",
]

MIDDLEWARE = [
    "muntada.web.upkeep.middleware.MeasuringMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "muntada.trail.middleware.TrailMiddleware",
    "muntada.signin.middleware.ActorMiddleware",
    "muntada.web.pace.PaceMiddleware",
    "muntada.web.looks.LooksMiddleware",
    "muntada.web.middleware.CeilingMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "muntada.web.middleware.ClosedByDefaultMiddleware",
    "muntada.web.middleware.ContentSecurityMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "muntada.project.urls"
WSGI_APPLICATION = "muntada.project.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PACKAGE / "web" / "templates"],  # first, so that a page of allauth's looks like ours
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.messages.context_processors.messages",
                "muntada.web.context.shell",
            ],
        },
    },
]

DATABASES = {"default": database(DATA)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = ["muntada.signin.backends.InvitedOnly"]
SESSION_COOKIE_AGE = 60 * 60 * 12
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = SECURE
_HOST = "__Host-" if SECURE else ""  # browsers take such a cookie from this host alone, and only over TLS
SESSION_COOKIE_NAME, CSRF_COOKIE_NAME, LANGUAGE_COOKIE_NAME = f"{_HOST}session", f"{_HOST}form", f"{_HOST}language"
BROWSER_COOKIE_NAME = f"{_HOST}browser"  # which persons came in by this browser before
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = LANGUAGE_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True  # forms carry the mark themselves
SECURE_HSTS_SECONDS = 31_536_000 if SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE
SECURE_SSL_REDIRECT = SECURE
# The first two are asked on the machine itself, where no TLS is; a program that is led elsewhere in silence goes on
# sending its token in the clear, so that the API refuses it instead.
SECURE_REDIRECT_EXEMPT = [r"^health/(live|ready)$", r"^metrics$", r"^api/"]
# A proxy of ours ends TLS and writes anew which scheme the visitor came by; without one nobody is believed about it.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if SECURE and PROXIES else None
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "muntada.web.errors.form_not_ours"

# allauth gives the factors their rows and the ministries' sign-in its protocol; the doors are our own.
LOGIN_URL = "sign-in"
LOGIN_REDIRECT_URL = "start"
ACCOUNT_ADAPTER = "muntada.signin.adapters.InvitationOnly"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
SOCIALACCOUNT_ADAPTER = "muntada.signin.adapters.MinistrySignIn"
SOCIALACCOUNT_AUTO_SIGNUP = False
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_PROVIDERS = ministry_sign_in()
OIDC_ORIGIN = oidc_origin()
OIDC_ACR = oidc_strengths()  # one of these the provider has to state, where any is named
OIDC_DOMAINS = oidc_domains()  # whose addresses the ministries' sign-in may vouch for
MFA_ADAPTER = "muntada.signin.adapters.SealedFactors"
MFA_SUPPORTED_TYPES = ["webauthn", "totp", "recovery_codes"]
MFA_TOTP_TOLERANCE = 1  # steps of 30 seconds by which a telephone's clock may be off
MFA_RECOVERY_CODE_COUNT, MFA_RECOVERY_CODE_DIGITS = 10, 10
# In the database, because a limit that each process counts for itself is none.
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache"}}

MAIL_SERVER = mail_server()  # none: messages are released into the outbox and taken out by hand
MAIL_FROM = mail_from()

LANGUAGE_CODE = "ar"
LANGUAGES = [("ar", "العربية"), ("en", "English"), ("fr", "Français")]
LOCALE_PATHS = [PACKAGE / "web" / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = os.environ.get("MUNTADA_TIME_ZONE", "UTC")
CLOCK = fixed_clock(DEBUG)  # a rehearsal's moment; None where the clock runs

# Who is responsible for what is kept of persons, how they are reached, and where one complains of them.
CONTROLLER, CONTACT, AUTHORITY = (
    os.environ.get(name, "").strip() for name in ("MUNTADA_CONTROLLER", "MUNTADA_CONTACT", "MUNTADA_AUTHORITY")
)

SECOND_OPINION = yes("MUNTADA_SECOND_OPINION", True)  # another engine's word beside each hit, where it is installed
API_RATE = whole_number("MUNTADA_API_RATE", 600)  # calls that a token may make within a minute
PAGE_RATE = whole_number("MUNTADA_PAGE_RATE", 120)  # forms that a person may send within a minute
DAY_FILES = whole_number("MUNTADA_DAY_FILES", 10_000)  # that a person may bring in within a day
DAY_MEGABYTES = whole_number("MUNTADA_DAY_MEGABYTES", 10_240)

STATIC_URL = "static/"
STATIC_ROOT = DATA / "static"
STATIC_ROOT.mkdir(exist_ok=True)  # WhiteNoise warns of a folder that is not there
TRAIL_KEY = Path(os.environ.get("MUNTADA_TRAIL_KEY") or DATA / "trail.key")  # signs heads of the log
STORE = DATA / "store"  # captured files, under their SHA-256
SEARCH = DATA / "search"  # the index, which can be made anew from the database
SEARCH_ENCODER = search_encoder()  # how meaning is found
BACKUP = place("MUNTADA_BACKUP")  # where the schedule makes backups; None: nowhere
BACKUP_KEEP = whole_number("MUNTADA_BACKUP_KEEP", 14)  # days of each of which the last one is kept
BACKUP_HOURS = backup_hours()
BACKUP_KEY = place("MUNTADA_BACKUP_KEY")  # the file with the key that seals the keys in them; None: they hold no keys
METRICS_TOKEN = metrics_token()
WITNESS = place("MUNTADA_WITNESS")  # a file of heads that somebody else keeps, for the doctor to compare with
WHITENOISE_USE_FINDERS = True  # static files straight from the package: nothing to collect on a laptop

MAX_UPLOAD = 50 * 1024 * 1024  # bytes a captured file may have
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2_000

LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"discreet": {"()": "muntada.project.logs.Discreet"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "discreet"}},
    # Without Django's own handlers, which mail whole requests to administrators or print them bare.
    "loggers": {"django": {"handlers": [], "level": "INFO", "propagate": True}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
if log_shape() == "json":
    LOGGING["formatters"]["structured"] = {"()": "muntada.project.structured.Structured"}
    LOGGING["handlers"]["console"]["formatter"] = "structured"
    LOGGING["loggers"]["muntada.requests"] = {"level": "INFO"}
