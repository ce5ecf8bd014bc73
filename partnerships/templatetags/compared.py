"""How two texts differ, as HTML that can be seen, heard and printed without colour."""

import re
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


@register.simple_tag
def compared_on_paper(pieces: Iterable[Piece]) -> SafeString:
    """Show the pieces of a comparison in a PDF: signs of plus and minus in brackets say what lines and colours show."""
    return format_html_join("", "{}", ((_on_paper(kind, text),) for kind, text in pieces))


@register.simple_tag
def compared_paragraphs(pieces: Iterable[Piece]) -> SafeString:
    """Show the pieces of a comparison in a PDF as paragraphs; a change over several of them is marked in each."""
    paragraphs: list[list[Piece]] = [[]]
    for kind, text in pieces:
        first, *others = re.split(r"\n+", text)
        paragraphs[-1].append((kind, first))
        paragraphs += [[(kind, other)] for other in others]
    shown = ([(kind, text) for kind, text in paragraph if text.strip()] for paragraph in paragraphs)
    return format_html_join("", "<p>{}</p>", ((compared_on_paper(one),) for one in shown if one))


def _on_paper(kind: str, text: str) -> SafeString | str:
    if kind not in {OUT, IN}:
        return text
    words = text.lstrip(" ")
    return format_html(
        '{space}<{tag}><span class="mark">[{sign}</span>{words}<span class="mark">]</span></{tag}>',
        space=text[: len(text) - len(words)],
        tag=SafeString("del" if kind == OUT else "ins"),
        sign="−" if kind == OUT else "+",
        words=words,
    )
