"""All settings. What differs between places comes from the environment (docs/settings.md)."""

import os

import dj_database_url
import dj_email_url
from csp.constants import NONE, SELF

from maillage.config import environment as env
from maillage.core.languages import LANGUAGES as OUR_LANGUAGES

BASE_DIR = env.PROJECT_DIR
DATA_DIR = env.data_dir()
BUILD_DIR = BASE_DIR / "build" / "static"
DEBUG = env.flag("MAILLAGE_DEBUG")
DEMO = env.flag("MAILLAGE_DEMO")
RELAXED = DEBUG or DEMO
PORT = int(os.environ.get("MAILLAGE_PORT", "8000"))
SECRET_KEY = env.secret_key(DATA_DIR, RELAXED)
ALLOWED_HOSTS = env.allowed_hosts(RELAXED)
SITE_URL = f"http://localhost:{PORT}" if RELAXED else f"https://{ALLOWED_HOSTS[0].lstrip('.')}"
TILE_URL = os.environ.get("MAILLAGE_TILE_URL", "")
TILE_CREDIT = os.environ.get("MAILLAGE_TILE_CREDIT", "")
QUICK_EXIT_URL = os.environ.get("MAILLAGE_QUICK_EXIT_URL", "https://www.meteo.be/")
MAP_OUTLINES = tuple(os.environ.get("MAILLAGE_MAP_OUTLINES", "namur").replace(",", " ").split())

INSTALLED_APPS = [
    "maillage.config",
    "maillage.website",
    "maillage.api",
    "maillage.agenda",
    "maillage.directory",
    "maillage.territory",
    "maillage.accounts",
    "maillage.ui",
    "maillage.core",
    "wagtail.contrib.settings",
    "wagtail.contrib.simple_translation",
    "wagtail.locales",
    "wagtail.embeds",
    "wagtail.sites",
    "maillage.accounts.apps.PeopleOfficeConfig",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "csp",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "js_lib_leaflet",
    "whitenoise.runserver_nostatic",
    "maillage.config.static_files.GatheredFilesConfig",
    "django.forms",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "maillage.core.redirects.PageLocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "maillage.config.office_policy.OfficePolicyMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "maillage.ui.errors.method_in_words",
    "maillage.core.readguard.ReadGuardMiddleware",
]

ROOT_URLCONF = "maillage.config.urls"
WSGI_APPLICATION = "maillage.config.wsgi.application"
CSRF_FAILURE_VIEW = "maillage.ui.errors.csrf_failure"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "maillage.core.context.centre",
            ],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

# --- database: SQLite unless MAILLAGE_DATABASE_URL names another -----------------------------
SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 30,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON; "
    "PRAGMA cache_size=-32000; PRAGMA mmap_size=134217728;",
}
# Statements asked again are parsed and planned once by connection: a burst asks the same twenty thousands of times.
POSTGRESQL_OPTIONS = {"server_side_binding": True, "prepare_threshold": 2}
DATABASES = {
    "default": dj_database_url.parse(
        os.environ.get("MAILLAGE_DATABASE_URL") or f"sqlite:///{DATA_DIR / 'maillage.sqlite3'}",
        conn_max_age=600,
        # Asking before each request whether the database is there costs a tenth of a burst. Without it, after PostgreSQL
        # was restarted, one request fails in each process, which then connects anew.
        conn_health_checks=False,
    )
}
ON_SQLITE = DATABASES["default"]["ENGINE"].endswith("sqlite3")
DATABASES["default"]["OPTIONS"] = SQLITE_OPTIONS if ON_SQLITE else POSTGRESQL_OPTIONS
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Counters of failed sign-ins are shared by all processes of a machine.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": DATA_DIR / "cache",
        # Past the default of 300 it would throw away entries by lot, failed second factors among them.
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}

# --- languages -------------------------------------------------------------------------------
LANGUAGE_CODE = "fr"
LANGUAGES = [(language.code, language.own_name) for language in OUR_LANGUAGES if language.ready]
LOCALE_PATHS = [BASE_DIR / "maillage" / "locale"]
FORMAT_MODULE_PATH = ["maillage.config.formats"]
TIME_ZONE = "Europe/Brussels"
USE_TZ = True
USE_I18N = True

# --- files -----------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "build" / "collected"
STATICFILES_DIRS = [BUILD_DIR]
MEDIA_URL = "/media/"
MEDIA_ROOT = DATA_DIR / "media"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_MAX_AGE = 3600
WHITENOISE_KEEP_ONLY_HASHED_FILES = True  # halves the gathering: every page names the hashed file
WHITENOISE_AUTOREFRESH = DEBUG  # also spares tests the reading of every file for every client
BUILD_DIR.mkdir(parents=True, exist_ok=True)

# --- mail ------------------------------------------------------------------------------------
COURIER_DIR = DATA_DIR / "courrier"
vars().update(dj_email_url.parse(os.environ.get("MAILLAGE_EMAIL_URL") or "smtp://localhost:25"))
if DEMO and not os.environ.get("MAILLAGE_EMAIL_URL"):
    EMAIL_BACKEND = "maillage.core.courier.EmailBackend"
EMAIL_TIMEOUT = 20

# --- people ----------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["maillage.accounts.backends.TeamPasswordBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/espace/"
ACCOUNT_ADAPTER = "maillage.accounts.adapters.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # whoever signs in by a code has shown that the address is theirs
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_FORMAT = {"numeric": True, "length": 8}
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 600
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 3
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 600
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
# Never by network address: a school sits behind one. Our own counters are in accounts/actions/limits.py.
ACCOUNT_RATE_LIMITS = {
    "login": None,
    "signup": None,
    "login_failed": "10/15m/key",
    "request_login_code": None,
}
MFA_ADAPTER = "maillage.accounts.adapters.KeysAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = RELAXED  # http://localhost:PORT
MFA_RATE_LIMITS = {"webauthn_login": None}
MFA_TOTP_TOLERANCE = 1

# --- office ----------------------------------------------------------------------------------
WAGTAIL_SITE_NAME = "Maillage"
WAGTAILADMIN_BASE_URL = SITE_URL
WAGTAIL_I18N_ENABLED = True
WAGTAIL_ALLOW_UNICODE_SLUGS = False
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
WAGTAILADMIN_PERMITTED_LANGUAGES = [(language.code, language.own_name) for language in OUR_LANGUAGES if language.office]
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAILDOCS_EXTENSIONS = ["pdf", "odt", "ods", "docx", "xlsx", "csv"]
WAGTAILEMBEDS_FINDERS: list[dict[str, str]] = []

# --- security --------------------------------------------------------------------------------
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = not RELAXED
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = LANGUAGE_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = LANGUAGE_COOKIE_SAMESITE = "Lax"
SECURE_SSL_REDIRECT = not RELAXED
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_REDIRECT_EXEMPT = [r"^sante$"]
SECURE_HSTS_SECONDS = 0 if RELAXED else 63_072_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = not RELAXED
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "font-src": [SELF],
        "img-src": [SELF, "data:", *env.tile_origins(TILE_URL)],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {"maillage": {"level": "INFO"}},
}
SILENCED_SYSTEM_CHECKS: list[str] = []
