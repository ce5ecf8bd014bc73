"""Small tags and filters that every template has without loading them."""

import re
from decimal import Decimal
from functools import cache

from babel import Locale
from babel.numbers import format_currency
from django import template
from django.conf import settings
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, to_locale

register = template.Library()

_LETTER_DIGIT = re.compile(r"([^\W\d_])(\d)")

TONES = {
    "good": "good",
    "wait": "wait",
    "stop": "stop",
    "info": "info",
    "draft": "draft",
    "ended": "ended",
    "neutral": "neutral",
}


@register.simple_tag
def icon(name: str, label: str = "", css: str = "") -> SafeString:
    """Draw one icon of `static/icons.svg`; silent to screen readers unless it has a label of its own."""
    address = f"{static('icons.svg')}#{name}"
    if label:
        return format_html(
            '<svg class="icon {}" role="img" aria-label="{}"><use href="{}"></use></svg>',
            css,
            label,
            address,
        )
    return format_html('<svg class="icon {}" aria-hidden="true"><use href="{}"></use></svg>', css, address)


@register.simple_tag
def status(label: str, tone: str = "neutral") -> SafeString:
    """Show a state as a word beside the shape of its tone (good, wait, stop, info, draft, ended, neutral)."""
    return format_html('<span class="status status-{}">{}{}</span>', TONES[tone], icon(TONES[tone]), label)


@register.simple_tag
def active_if(condition: object, value: str = "page") -> SafeString | str:
    """Mark a link as the current one: ` aria-current="page"` where the condition holds, else nothing."""
    return format_html(' aria-current="{}"', value) if condition else ""


@register.simple_tag
def portal_name() -> str:
    """Return the portal's name, also on pages without a context (the page for errors of the server)."""
    return str(settings.PORTAL_NAME)


@register.filter
def amount(value: Decimal | int | None, currency: str) -> str:
    """Write an amount with its currency as the reader's language does; whole amounts without decimals.

    `value` is in units of the currency (kronor, euro), `currency` an ISO 4217 code. Nothing gives nothing.
    """
    if value is None or value == "":
        return ""
    exact = Decimal(value)
    locale = to_locale(get_language() or settings.LANGUAGE_CODE)
    if exact != exact.to_integral_value():
        return _spaced(format_currency(exact, currency, locale=locale))
    return _spaced(
        format_currency(exact, currency, locale=locale, format=_whole_pattern(locale), currency_digits=False)
    )


@cache
def _whole_pattern(locale: str) -> str:
    """Return the language's pattern of an amount without its decimals."""
    pattern = str(Locale.parse(locale).currency_formats["standard"].pattern)
    return pattern.replace("0.00", "0")


def _spaced(text: str) -> str:
    """Put a space that does not break between a currency's letters and the number after them."""
    return _LETTER_DIGIT.sub("\\1\u00a0\\2", text)
