"""Navigation: what is registered is shown, in order, to those who may see it, with the current place marked."""

from collections.abc import Iterator
from types import SimpleNamespace

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.test import RequestFactory, override_settings
from django.urls import NoReverseMatch, path

from portal.core import navigation
from portal.core.navigation import NavigationEntry, NavigationLink


def _page(request: HttpRequest) -> None:
    """A page that is only named here."""


urlpatterns = [
    path("", _page, name="front"),
    path("partnerships/", _page, name="partnerships"),
    path("partnerships/map/", _page, name="map"),
    path("office/", _page, name="desk"),
]


@pytest.fixture(autouse=True)
def _own_registry(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(navigation, "_entries", {area: [] for area in navigation.AREAS})
    monkeypatch.setattr(navigation, "_guards", {})
    with override_settings(ROOT_URLCONF=__name__):
        yield


def _request(address: str, *, signed_in: bool = False) -> HttpRequest:
    request = RequestFactory().get(address)
    request.user = SimpleNamespace(is_authenticated=True) if signed_in else AnonymousUser()  # type: ignore[assignment]
    return request


def test_entries_stand_in_order() -> None:
    navigation.register("public", NavigationEntry(label="Map", url_name="map", order=20))
    navigation.register("public", NavigationEntry(label="Partnerships", url_name="partnerships", order=10))

    links = navigation.entries("public", _request("/"))

    assert links == [
        NavigationLink("Partnerships", "/partnerships/", False),
        NavigationLink("Map", "/partnerships/map/", False),
    ]


def test_entries_mark_the_nearest_place_only() -> None:
    navigation.register("public", NavigationEntry(label="Front", url_name="front", order=1))
    navigation.register("public", NavigationEntry(label="Partnerships", url_name="partnerships", order=2))
    navigation.register("public", NavigationEntry(label="Map", url_name="map", order=3))

    def current(address: str) -> list[str]:
        return [link.label for link in navigation.entries("public", _request(address)) if link.current]

    assert current("/") == ["Front"]
    assert current("/partnerships/north-east-england/") == ["Partnerships"]
    assert current("/partnerships/map/") == ["Map"]
    assert current("/elsewhere/") == []


def test_register_twice_replaces() -> None:
    navigation.register("public", NavigationEntry(label="Old", url_name="map"))
    navigation.register("public", NavigationEntry(label="New", url_name="map"))

    assert [link.label for link in navigation.entries("public", _request("/"))] == ["New"]


def test_entries_of_the_office_need_a_person() -> None:
    navigation.register("office", NavigationEntry(label="Desk", url_name="desk"))

    assert navigation.entries("office", _request("/")) == []
    assert len(navigation.entries("office", _request("/", signed_in=True))) == 1


def test_entries_are_empty_where_the_guard_says_no() -> None:
    navigation.register("office", NavigationEntry(label="Desk", url_name="desk"))
    navigation.guard("office", lambda request: request.path.startswith("/office/"))

    assert navigation.entries("office", _request("/", signed_in=True)) == []
    assert len(navigation.entries("office", _request("/office/", signed_in=True))) == 1


def test_entries_leave_out_what_is_not_visible() -> None:
    navigation.register("public", NavigationEntry(label="Map", url_name="map", visible=lambda request: False))

    assert navigation.entries("public", _request("/")) == []


def test_entries_with_an_unknown_address_fail_loudly() -> None:
    navigation.register("public", NavigationEntry(label="Nowhere", url_name="nowhere"))

    with pytest.raises(NoReverseMatch):
        navigation.entries("public", _request("/"))
