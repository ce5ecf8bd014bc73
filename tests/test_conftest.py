"""The ground the tests stand on holds what it promises."""

import socket

import pytest
from django.conf import settings
from django.contrib.contenttypes.models import ContentType

from tests import databases
from tests.factories.partnerships import AuthorityFactory
from tests.sharing_out import APART, LONG, TOGETHER, share_of


def test_settings_use_a_valkey_database_that_is_not_the_portals() -> None:
    assert settings.REDIS_URL.rsplit("/", 1)[1] != "0"


def test_connect_to_the_internet_is_refused() -> None:
    with (
        socket.socket() as connection,
        pytest.raises(RuntimeError, match=r"A test tried to reach 192\.0\.2\.1"),
    ):
        connection.connect(("192.0.2.1", 80))


def test_media_are_kept_apart_from_the_checkout() -> None:
    assert not str(settings.MEDIA_ROOT).startswith(str(settings.BASE_DIR))


@pytest.mark.django_db(transaction=True)
def test_what_was_committed_is_taken_back_with_its_history_and_what_migrations_made_stays() -> None:
    authority = AuthorityFactory()
    events = type(authority).pgh_event_model.objects
    types = set(ContentType.objects.values_list("pk", flat=True))
    assert events.exists()

    assert databases.empty()

    assert not type(authority).objects.exists()
    assert not events.exists()
    assert set(ContentType.objects.values_list("pk", flat=True)) == types != set()


def test_what_shares_a_portal_or_a_file_is_done_by_one_process() -> None:
    assert share_of("tests/journeys/test_pages.py::test_a") == share_of("tests/journeys/test_once.py::test_b")
    assert share_of("tests/cases/test_others.py::test_a") == share_of("tests/cases/test_flanders.py::test_b")
    assert share_of("tests/journeys/test_kills.py::test_a") != share_of("tests/journeys/test_once.py::test_b")
    assert share_of("tests/test_access.py::test_a[/b/::c]") == "tests/test_access.py"


def test_files_that_are_named_are_there() -> None:
    assert [one for one in (*LONG, *APART, *TOGETHER) if not (settings.BASE_DIR / one).exists()] == []
