"""Addresses put together by their first words stay what they were."""

import pytest
from django.urls import URLPattern, URLResolver, path
from django.urls.resolvers import RegexPattern, ResolverMatch

from portal.core.addresses import by_first_words


def view(*_args: object, **_said: object) -> None:
    """A view that nobody asks."""


ADDRESSES = [
    path("office/calls/", view, name="list"),
    path("office/calls/new/", view, name="new"),
    path("office/", view, name="desk"),
    path("office/calls/<slug:slug>/", view, name="detail"),
    path("office/cases/<slug:slug>/notes/<int:pk>/", view, {"said": 1}, name="note"),
    path("office/cases/", view, name="cases"),
    path("office/<slug:slug>/", view, name="other"),
    path("office/alone/", view, name="alone"),
]


def found_in(addresses: list[URLPattern | URLResolver], asked: str) -> ResolverMatch | None:
    return URLResolver(RegexPattern(""), addresses).resolve(asked)


@pytest.mark.parametrize(
    ("asked", "name", "said"),
    [
        ("office/", "desk", {}),
        ("office/calls/", "list", {}),
        ("office/calls/new/", "new", {}),
        ("office/calls/autumn/", "detail", {"slug": "autumn"}),
        ("office/cases/a/notes/3/", "note", {"slug": "a", "pk": 3, "said": 1}),
        ("office/cases/", "cases", {}),
        ("office/elsewhere/", "other", {"slug": "elsewhere"}),
    ],
)
def test_an_address_leads_where_it_led(asked: str, name: str, said: dict[str, object]) -> None:
    before, after = (found_in(list(ones), asked) for ones in (ADDRESSES, by_first_words(ADDRESSES)))

    assert before is not None
    assert after is not None
    assert (after.url_name, after.kwargs, after.route) == (name, said, before.route)


def test_those_with_the_same_first_word_stand_together_where_one_is_asked_for() -> None:
    found = by_first_words([*ADDRESSES, path("calls/", view, name="calls")], words=1)

    assert [str(one.pattern) for one in found] == ["office/", "calls/"]
    match = found_in(found, "office/calls/autumn/")
    assert match is not None
    assert (match.url_name, match.route) == ("detail", "office/calls/<slug:slug>/")


def test_those_with_the_same_first_words_stand_together() -> None:
    assert [str(one.pattern) for one in by_first_words(ADDRESSES)] == [
        "office/calls/",
        "office/",
        "office/cases/",
        "office/<slug:slug>/",
        "office/alone/",
    ]
