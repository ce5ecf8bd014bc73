"""Each environment variable becomes settings, or one sentence that says what to set."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import connection

from portal.core import embedded, environment

ROOT = Path(__file__).resolve().parents[3]
FILES = Path("/nowhere/mail")


@pytest.mark.parametrize(("value", "expected"), [("1", True), ("True", True), ("0", False), ("", False)])
def test_flag_reads_yes_and_no(monkeypatch: pytest.MonkeyPatch, value: str, expected: bool) -> None:
    monkeypatch.setenv("DEMO", value)

    assert environment.flag("DEMO") is expected


def test_flag_that_is_neither_says_what_to_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DEBUG", "maybe")

    with pytest.raises(ImproperlyConfigured) as caught:
        environment.flag("DEBUG")

    assert str(caught.value) == "DEBUG is 'maybe'. Set it to 1 or to 0."


def test_names_are_separated_by_commas(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALLOWED_HOSTS", "a.example, b.example,")

    assert environment.names("ALLOWED_HOSTS") == ["a.example", "b.example"]


def test_required_without_value_and_default_says_what_to_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SECRET_KEY", raising=False)

    with pytest.raises(ImproperlyConfigured) as caught:
        environment.required("SECRET_KEY", help_text="Set it to a long text.", local_default=None)

    assert str(caught.value) == (
        "SECRET_KEY is not set. Set it to a long text. On a developer's machine set DEBUG=1 or DEMO=1 instead."
    )


def test_database_reads_a_postgresql_address() -> None:
    read = environment.database("postgres://anna:p%40ss@db.example:5433/portal")

    names = ("ENGINE", "NAME", "USER", "PASSWORD", "HOST", "PORT")
    assert [read[name] for name in names] == [
        "django.db.backends.postgresql",
        "portal",
        "anna",
        "p@ss",
        "db.example",
        5433,
    ]


def test_database_adds_what_a_session_says_to_what_the_address_says() -> None:
    read = environment.database("postgres://anna@db.example/portal?options=-c%20work_mem%3D8MB")

    assert read["OPTIONS"]["options"] == (
        "-c work_mem=8MB -c pg_trgm.word_similarity_threshold=0.5 -c pgtrigger.ignore={}"
    )


@pytest.mark.django_db
def test_database_lets_no_trigger_look_for_what_is_ignored_in_vain() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('pgtrigger.ignore', true)")

        assert cursor.fetchone() == ("{}",)


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("mysql://u:secret@h/portal", "The portal runs on PostgreSQL and on nothing else."),
        ("portal", "The portal runs on PostgreSQL and on nothing else."),
        ("postgres://u:secret@h", "It names no database."),
        ("postgres:///portal", "It names no host."),
        ("postgres://u:secret@h:port/portal", "It cannot be read as an address."),
    ],
)
def test_database_that_is_wrong_says_why_and_shows_no_password(url: str, reason: str) -> None:
    with pytest.raises(ImproperlyConfigured) as caught:
        environment.database(url)

    assert str(caught.value) == (
        f"DATABASE_URL is set wrongly. {reason} Set it to an address such as {environment.DATABASE_EXAMPLE}."
    )


@pytest.mark.parametrize("url", ["http://h:6379/0", "redis://", "redis://h:6379/cache", "redis://h:x/0"])
def test_redis_that_is_wrong_says_what_to_set(url: str) -> None:
    with pytest.raises(ImproperlyConfigured, match=r"^REDIS_URL is set wrongly\. .* redis://host:6379/0\.$"):
        environment.redis(url)


def test_mailers_without_address_write_files() -> None:
    assert environment.mailers("", files=FILES) == {
        "default": {
            "BACKEND": "django.core.mail.backends.filebased.EmailBackend",
            "OPTIONS": {"file_path": "/nowhere/mail"},
        }
    }


def test_mailers_read_an_encrypted_smtp_address() -> None:
    read = environment.mailers("smtp+tls://post%40v.example:p%3Aw@mail.example", files=FILES)

    assert read == {
        "default": {
            "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
            "OPTIONS": {
                "host": "mail.example",
                "port": 587,
                "use_tls": True,
                "timeout": 20,
                "username": "post@v.example",
                "password": "p:w",
            },
        }
    }


@pytest.mark.parametrize("url", ["mail.example", "imap://mail.example", "smtp://", "smtp://h:twentyfive"])
def test_mailers_that_are_wrong_say_what_to_set(url: str) -> None:
    with pytest.raises(ImproperlyConfigured, match=r"^EMAIL_URL is set wrongly\. .*smtp\+tls://"):
        environment.mailers(url, files=FILES)


def test_storage_reads_an_s3_address() -> None:
    read = environment.storage("s3://KEY:S%2FECRET@s3.example:9000/portal")

    assert read["OPTIONS"] == {
        "access_key": "KEY",
        "secret_key": "S/ECRET",
        "endpoint_url": "https://s3.example:9000",
        "bucket_name": "portal",
        "default_acl": "private",
        "file_overwrite": False,
    }


@pytest.mark.parametrize("url", ["https://s3.example/b", "s3://K:S@s3.example", "s3://s3.example/bucket"])
def test_storage_that_is_wrong_says_what_to_set(url: str) -> None:
    with pytest.raises(ImproperlyConfigured, match=r"^STORAGE_URL is set wrongly\. .* s3://KEY:SECRET@"):
        environment.storage(url)


def test_web_address_that_is_wrong_says_what_to_set() -> None:
    with pytest.raises(ImproperlyConfigured, match=r"^PORTAL_URL is set wrongly\. .* https://portal\."):
        environment.web_address("PORTAL_URL", "portal.example.org")


def test_report_errors_to_no_sentry_says_what_to_set() -> None:
    with pytest.raises(ImproperlyConfigured, match=r"^SENTRY_DSN is set wrongly\. .* https://key@"):
        environment.report_errors("not a dsn")


def test_embedded_server_that_does_not_start_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")

    with pytest.raises(ImproperlyConfigured, match=r"^The portal cannot write in "):
        environment.embedded(embedded.redis_url, tmp_path / "file")


@pytest.mark.parametrize(
    ("variables", "sentence"),
    [
        ({}, "SECRET_KEY is not set."),
        ({"DEMO": "perhaps"}, "DEMO is 'perhaps'."),
        ({"SECRET_KEY": "x"}, "ALLOWED_HOSTS is not set."),
        ({"SECRET_KEY": "x", "ALLOWED_HOSTS": "h"}, "DATABASE_URL is not set."),
        ({"DEMO": "1", "DATABASE_URL": "sqlite:///x"}, "DATABASE_URL is set wrongly."),
        ({"DEMO": "1", "REDIS_URL": "localhost"}, "REDIS_URL is set wrongly."),
        ({"DEMO": "1", "STORAGE_URL": "bucket"}, "STORAGE_URL is set wrongly."),
        ({"DEMO": "1", "EMAIL_URL": "postmaster"}, "EMAIL_URL is set wrongly."),
        ({"DEMO": "1", "SENTRY_DSN": "sentry"}, "SENTRY_DSN is set wrongly."),
    ],
)
def test_manage_with_a_wrong_variable_prints_one_sentence(variables: dict[str, str], sentence: str) -> None:
    environment = {"PATH": os.environ["PATH"], **variables}

    done = subprocess.run(
        [sys.executable, "manage.py", "check"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 1
    assert done.stderr.startswith(f"The portal is not configured: {sentence}")
    assert "Traceback" not in done.stderr
