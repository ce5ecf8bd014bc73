"""Small tags and filters that every template has without loading them."""

from decimal import Decimal
from typing import Any

from django import template
from django.conf import settings
from django.core.paginator import Page
from django.middleware.csrf import get_token
from django.template.context import RequestContext
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from portal.core import differences
from portal.core.amounts import format_amount
from portal.core.multilingual import Multilingual

register = template.Library()

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
    css = f" {css}" if css else ""
    if label:
        return format_html(
            '<svg class="icon{}" role="img" aria-label="{}"><use href="{}"></use></svg>',
            css,
            label,
            address,
        )
    return format_html('<svg class="icon{}" aria-hidden="true"><use href="{}"></use></svg>', css, address)


@register.simple_tag
def status(label: str, tone: str = "neutral") -> SafeString:
    """Show a state as a word beside the shape of its tone (good, wait, stop, info, draft, ended, neutral)."""
    return format_html('<span class="status status-{}">{}{}</span>', TONES[tone], icon(TONES[tone]), label)


@register.simple_tag
def active_if(condition: object, value: str = "page") -> SafeString | str:
    """Mark a link as the current one: ` aria-current="page"` where the condition holds, else nothing."""
    return format_html(' aria-current="{}"', value) if condition else ""


@register.simple_tag(takes_context=True)
def csrf_field(context: RequestContext) -> SafeString:
    """Give a form its hidden security token, also inside an `{% include … only %}`."""
    request = getattr(context, "request", None)
    if request is None:
        return SafeString("")
    return format_html('<input type="hidden" name="csrfmiddlewaretoken" value="{}">', get_token(request))


@register.simple_tag
def page_numbers(page: Page[Any]) -> list[int | None]:
    """Return the numbers to show for a page of a list; None stands for a gap."""
    shown = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    return [number if isinstance(number, int) else None for number in shown]


@register.simple_tag
def word_difference(before: object, after: object) -> SafeString:
    """Show how a text became another: words taken out in `<del>`, words put in in `<ins>`."""
    return differences.marked(str(before or ""), str(after or ""))


@register.filter
def multilingual(value: Multilingual | str | None) -> SafeString | str:
    """Show a text in the reader's language, or in the next best and tell screen readers which one."""
    if not isinstance(value, Multilingual):
        return str(value or "")
    used = value.language_used()
    if used is None or used == (get_language() or settings.LANGUAGE_CODE).split("-")[0]:
        return str(value)
    return format_html('<span lang="{}">{}</span>', used, value)


@register.simple_tag
def portal_name() -> str:
    """Return the portal's name, also on pages without a context (the page for errors of the server)."""
    return str(settings.PORTAL_NAME)


@register.filter
def amount(value: Decimal | int | None, currency: str) -> str:
    """Write an amount with its currency as the reader's language does; nothing gives nothing.

    `value` is in units of the currency (kronor, euro), `currency` an ISO 4217 code.
    """
    if value is None or value == "":
        return ""
    return format_amount(value, currency)
