"""The ground the tests stand on holds what it promises."""

import socket

import pytest
from django.conf import settings
from django.contrib.contenttypes.models import ContentType

from tests import databases
from tests.factories.partnerships import AuthorityFactory


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
