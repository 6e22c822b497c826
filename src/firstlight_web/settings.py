"""Django's settings for a laptop: this computer only, no database, nothing from elsewhere."""

from __future__ import annotations

import secrets
from pathlib import Path

from firstlight.report import parts_folder

HERE = Path(__file__).parent

DEBUG = False
ALLOWED_HOSTS = ["localhost", "127.0.0.1"]
# Nothing is signed that outlives the process: no session, no account.
SECRET_KEY = secrets.token_urlsafe(50)

ROOT_URLCONF = "firstlight_web.urls"
INSTALLED_APPS: list[str] = []
DATABASES: dict[str, object] = {}
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "firstlight_web.middleware.closed_house",
    "firstlight_web.middleware.one_name",
    "firstlight_web.middleware.read_only",
    "firstlight_web.statics.Statics",
    "firstlight_web.middleware.newest_releases",
    "firstlight_web.middleware.own_name",
    "firstlight_web.middleware.TellFaults",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.middleware.common.CommonMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [HERE / "templates", parts_folder()],
        "APP_DIRS": False,
        "OPTIONS": {"environment": "firstlight_web.environment.make_environment"},
    }
]

LANGUAGE_CODE = "en-us"
USE_I18N = False
TIME_ZONE = "UTC"
USE_TZ = True
APPEND_SLASH = True

STATIC_URL = "/static/"
STATIC_ROOT = None  # styles and fonts are served from where they are installed
WHITENOISE_USE_FINDERS = False
WHITENOISE_AUTOREFRESH = False
WHITENOISE_ALLOW_ALL_ORIGINS = False
WHITENOISE_MAX_AGE = 0

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "style-src": ["'self'"],
        "font-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
    }
}
SECURE_CONTENT_TYPE_NOSNIFF = True
# To this site alone: without it a browser does not say that a form is this site's own.
SECURE_REFERRER_POLICY = "same-origin"
# The token of a form lies in a cookie of the browser and in the form; nothing is stored here.
CSRF_COOKIE_NAME = "firstlight_form"
CSRF_COOKIE_SAMESITE = "Strict"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_AGE = None  # until the browser is closed
CSRF_FAILURE_VIEW = "firstlight_web.pages.errors.forged"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"

DATA_UPLOAD_MAX_MEMORY_SIZE = 65_536
DATA_UPLOAD_MAX_NUMBER_FIELDS = 200

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"terminal": {"class": "logging.StreamHandler"}},
    # What a person typed is not written down: only faults of ours are.
    "loggers": {
        "django": {"handlers": ["terminal"], "level": "ERROR", "propagate": False},
        "waitress.queue": {"handlers": [], "level": "CRITICAL", "propagate": False},
        "django.security": {"handlers": [], "level": "CRITICAL", "propagate": False},
    },
}
