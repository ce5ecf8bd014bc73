"""Reads the environment: each variable becomes settings, or a sentence that says what to set.

The settings import this, so nothing here may need them.
"""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured

YES = ("1", "true", "yes", "on")
NO = ("", "0", "false", "no", "off")
REDIS_SCHEMES = ("redis", "rediss")
POSTGRES_SCHEMES = ("postgres", "postgresql")
# What every connection to the database says of itself.
SESSION = (
    # "vilnus" finds Vilnius: one slip in a short word leaves little more than half of its three-letter pieces.
    "-c pg_trgm.word_similarity_threshold=0.5",
    # No trigger is ignored. Where nobody says so the history's triggers find out by an exception for each row, and
    # PostgreSQL then looks through all foreign keys that the transaction still has to check: of 50,000 rows the last
    # cost eight times what the first did.
    "-c pgtrigger.ignore={}",
)
# Scheme of EMAIL_URL: its usual port, and the option of Django's backend that encrypts.
MAIL_SCHEMES: dict[str, tuple[int, dict[str, bool]]] = {
    "smtp": (25, {}),
    "smtp+tls": (587, {"use_tls": True}),
    "smtps": (465, {"use_ssl": True}),
    "smtp+ssl": (465, {"use_ssl": True}),
}
MAIL_TIMEOUT_SECONDS = 20
DATABASE_EXAMPLE = "postgres://user:password@host:5432/portal"
REDIS_EXAMPLE = "redis://host:6379/0"
EMAIL_EXAMPLE = "smtp+tls://user:password@host:587"
STORAGE_EXAMPLE = "s3://KEY:SECRET@endpoint.example/bucket"


def flag(name: str) -> bool:
    """Return whether a variable says yes; an unset one says no.

    Raises:
        ImproperlyConfigured: when it says neither yes nor no.
    """
    value = os.environ.get(name, "").strip().lower()
    if value not in YES + NO:
        raise ImproperlyConfigured(f"{name} is {value!r}. Set it to 1 or to 0.")
    return value in YES


def names(name: str) -> list[str]:
    """Return a variable's values, which are separated by commas; none when it is not set."""
    return [value.strip() for value in os.environ.get(name, "").split(",") if value.strip()]


def required(name: str, *, help_text: str, local_default: str | None) -> str:
    """Return a variable's value, or on a developer's machine its default.

    Args:
        name: the variable.
        help_text: one sentence that says what to set it to.
        local_default: the value on a developer's machine, None elsewhere.

    Raises:
        ImproperlyConfigured: when the variable is not set and there is no default.
    """
    value = os.environ.get(name, "").strip()
    if value:
        return value
    if local_default is None:
        raise ImproperlyConfigured(
            f"{name} is not set. {help_text} On a developer's machine set DEBUG=1 or DEMO=1 instead."
        )
    return local_default


def database(url: str) -> dict[str, Any]:
    """Return Django's settings for the database at an address.

    Raises:
        ImproperlyConfigured: when the address is not one of a PostgreSQL database.
    """
    parts = _split("DATABASE_URL", url, DATABASE_EXAMPLE)
    if parts.scheme not in POSTGRES_SCHEMES:
        raise _wrong("DATABASE_URL", "The portal runs on PostgreSQL and on nothing else.", DATABASE_EXAMPLE)
    if not parts.hostname and "host" not in parse_qs(parts.query):
        raise _wrong("DATABASE_URL", "It names no host.", DATABASE_EXAMPLE)
    if not parts.path.strip("/"):
        raise _wrong("DATABASE_URL", "It names no database.", DATABASE_EXAMPLE)
    configuration: dict[str, Any] = environ.Env.db_url_config(url)
    options = configuration.setdefault("OPTIONS", {})
    options["options"] = " ".join(one for one in (options.get("options"), *SESSION) if one)
    return configuration


def redis(url: str) -> str:
    """Return the address of the broker and cache, checked.

    Raises:
        ImproperlyConfigured: when it is not an address of a Redis or Valkey.
    """
    parts = _split("REDIS_URL", url, REDIS_EXAMPLE)
    if parts.scheme not in REDIS_SCHEMES or not parts.hostname:
        raise _wrong("REDIS_URL", "It is no address of a Redis or Valkey.", REDIS_EXAMPLE)
    if not (parts.path.strip("/") or "0").isdigit():
        raise _wrong("REDIS_URL", "What follows the host must be the number of a database.", REDIS_EXAMPLE)
    return url


def mailers(url: str, *, files: Path) -> dict[str, dict[str, Any]]:
    """Return Django's MAILERS for an EMAIL_URL; without one, mail is written to files.

    Args:
        url: an address such as EMAIL_EXAMPLE, or "" on a developer's machine.
        files: the directory for mail that goes nowhere.

    Raises:
        ImproperlyConfigured: when it is not an address of an SMTP server.
    """
    if not url:
        backend = "django.core.mail.backends.filebased.EmailBackend"
        return {"default": {"BACKEND": backend, "OPTIONS": {"file_path": str(files)}}}
    parts = _split("EMAIL_URL", url, EMAIL_EXAMPLE)
    if parts.scheme not in MAIL_SCHEMES or not parts.hostname:
        raise _wrong("EMAIL_URL", "It is no address of an SMTP server.", EMAIL_EXAMPLE)
    port, encryption = MAIL_SCHEMES[parts.scheme]
    options: dict[str, Any] = {"host": parts.hostname, "port": parts.port or port, **encryption}
    options["timeout"] = MAIL_TIMEOUT_SECONDS
    if parts.username:
        options["username"] = unquote(parts.username)
        options["password"] = unquote(parts.password or "")
    return {"default": {"BACKEND": "django.core.mail.backends.smtp.EmailBackend", "OPTIONS": options}}


def storage(url: str) -> dict[str, Any]:
    """Return Django's default storage for a STORAGE_URL.

    Raises:
        ImproperlyConfigured: when it is not an address of an S3 bucket with its key.
    """
    parts = _split("STORAGE_URL", url, STORAGE_EXAMPLE)
    bucket = parts.path.strip("/")
    if parts.scheme != "s3" or not parts.hostname or not bucket or "/" in bucket:
        raise _wrong("STORAGE_URL", "It is no address of an S3 bucket.", STORAGE_EXAMPLE)
    if not parts.username or not parts.password:
        raise _wrong("STORAGE_URL", "It has no key and secret.", STORAGE_EXAMPLE)
    return {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            "access_key": unquote(parts.username),
            "secret_key": unquote(parts.password),
            "endpoint_url": f"https://{parts.hostname}" + (f":{parts.port}" if parts.port else ""),
            "bucket_name": bucket,
            "default_acl": "private",
            "file_overwrite": False,
        },
    }


def web_address(name: str, value: str) -> str:
    """Return an address of a web site without its closing slash, checked.

    Raises:
        ImproperlyConfigured: when it is not one.
    """
    parts = _split(name, value, "https://portal.example.org")
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise _wrong(name, "It is no address of a web site.", "https://portal.example.org")
    return value.rstrip("/")


def embedded(start: Callable[[Path], str], data_dir: Path) -> str:
    """Return the address of an embedded server, turning what keeps it from starting into a sentence.

    Raises:
        ImproperlyConfigured: when the server cannot be started.
    """
    from portal.core.embedded import ServerError

    try:
        return start(data_dir)
    except ServerError as error:
        raise ImproperlyConfigured(str(error)) from error


def openid_connect() -> dict[str, Any] | None:
    """Return the organisation's own sign-in by OpenID Connect, or None where OIDC_SERVER_URL is not set.

    Variables: OIDC_SERVER_URL, the address under which `/.well-known/openid-configuration` is found, such as
    https://login.example.org/realms/region; OIDC_CLIENT_ID and OIDC_CLIENT_SECRET, which that server issued for
    the redirect address PORTAL_URL/accounts/oidc/organisation/login/callback/; OIDC_NAME, the words on the button.
    The server must confirm its people's e-mail addresses: they find their accounts here by them.
    """
    server = os.environ.get("OIDC_SERVER_URL")
    if not server:
        return None
    web_address("OIDC_SERVER_URL", server)
    client_id, secret = (
        required(
            name,
            help_text="OIDC_SERVER_URL is set: the server there gives you this value.",
            local_default=None,
        )
        for name in ("OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET")
    )
    return {
        "provider_id": "organisation",
        "name": os.environ.get("OIDC_NAME") or urlsplit(server).hostname,
        "client_id": client_id,
        "secret": secret,
        "settings": {"server_url": server, "oauth_pkce_enabled": True},
    }


def origin(url: str) -> str:
    """Return scheme and host of an address, as a content security policy names them."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


def report_errors(dsn: str) -> None:
    """Send errors to Sentry: where and what, never what people typed, never who they are.

    Raises:
        ImproperlyConfigured: when the address is not one of a Sentry project.
    """
    import sentry_sdk
    from sentry_sdk.utils import BadDsn

    try:
        sentry_sdk.init(
            dsn,
            include_local_variables=False,
            max_request_body_size="never",
            traces_sample_rate=0.0,
        )
    except BadDsn:
        example = "https://key@sentry.example.org/1"
        raise _wrong("SENTRY_DSN", "It is no address of a Sentry project.", example) from None


def _split(name: str, url: str, example: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        _ = parts.port  # raises when the port is no number
    except ValueError:
        raise _wrong(name, "It cannot be read as an address.", example) from None
    return parts


def _wrong(name: str, reason: str, example: str) -> ImproperlyConfigured:
    # The value itself stays out of the message: it may hold a password.
    return ImproperlyConfigured(f"{name} is set wrongly. {reason} Set it to an address such as {example}.")
