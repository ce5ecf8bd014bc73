"""How two texts differ, as HTML that can be seen, heard and printed without colour."""

from collections.abc import Iterable

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from partnerships.comparison import IN, OUT, Piece

register = template.Library()


@register.simple_tag
def compared_words(pieces: Iterable[Piece], side: str = "") -> SafeString:
    """Show the pieces of a comparison: words taken out in `<del>`, words put in in `<ins>`, each said in words too.

    Parameters: ``side`` is "before" or "after" to show one side only, as in a column of its own; empty shows both.
    """
    hidden = {"before": IN, "after": OUT}.get(side)
    return format_html_join("", "{}", ((_marked(kind, text),) for kind, text in pieces if kind != hidden))


def _marked(kind: str, text: str) -> SafeString | str:
    if kind == OUT:
        start, end = _("taken out:"), _("end of what was taken out")
        tag = "del"
    elif kind == IN:
        start, end = _("put in:"), _("end of what was put in")
        tag = "ins"
    else:
        return text
    # The space before the first word stays outside, where it is not underlined or struck through.
    words = text.lstrip(" ")
    return format_html(
        '{space}<{tag}><span class="visually-hidden"> {start} </span>{words}'
        '<span class="visually-hidden"> {end} </span></{tag}>',
        space=text[: len(text) - len(words)],
        tag=SafeString(tag),
        start=start,
        words=words,
        end=end,
    )
