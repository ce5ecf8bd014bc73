"""The tags and filters that every template has."""

from decimal import Decimal

import pytest
from django.core.paginator import Paginator
from django.template import engines
from django.test import RequestFactory
from django.utils import translation

from portal.core.multilingual import Multilingual
from portal.core.templatetags.portal import amount, multilingual, page_numbers


@pytest.mark.parametrize(
    ("language", "value", "expected"),
    [
        ("en", 1250000, "SEK\u00a01,250,000"),
        ("sv", Decimal("50000.00"), "50\u00a0000\u00a0SEK"),
        ("en", None, ""),
    ],
)
def test_amount(language: str, value: Decimal | int | None, expected: str) -> None:
    with translation.override(language):
        assert amount(value, "SEK") == expected


def test_multilingual_says_which_language_it_fell_back_to() -> None:
    with translation.override("en"):
        assert multilingual(Multilingual(sv="<Kultur>")) == '<span lang="sv">&lt;Kultur&gt;</span>'
        assert multilingual(Multilingual(sv="Kultur", en="Culture")) == "Culture"
        assert multilingual(None) == ""


def test_page_numbers_of_many_pages() -> None:
    page = Paginator(range(500), 10).page(7)

    assert page_numbers(page) == [1, None, 6, 7, 8, None, 50]


def _render(source: str) -> str:
    return engines["django"].from_string(source).render({}, request=RequestFactory().get("/"))


def test_icon_is_silent_unless_it_has_a_label() -> None:
    assert _render('{% icon "check" %}') == (
        '<svg class="icon" aria-hidden="true"><use href="/static/icons.svg#check"></use></svg>'
    )
    assert _render('{% icon "check" label="Done" %}') == (
        '<svg class="icon" role="img" aria-label="Done"><use href="/static/icons.svg#check"></use></svg>'
    )


def test_active_if() -> None:
    assert _render("<a{% active_if 1 %}>") == '<a aria-current="page">'
    assert _render("<a{% active_if 0 %}>") == "<a>"
