"""Texts with paragraphs and lists: simple markup, or plain text that is written as people do in a letter."""

import re
from html import unescape

import nh3
from django.utils.html import escape

TAGS = {"p", "br", "ul", "ol", "li", "strong", "b", "em", "i", "a", "h3", "h4", "blockquote"}
_MARKUP = re.compile(r"<(?:p|br|ul|ol|li|strong|b|em|i|a|h3|h4|blockquote)\b[^>]*>", re.IGNORECASE)
_BULLET = re.compile(r"^[-*•]\s+")
_NUMBER = re.compile(r"^\d{1,3}[.)]\s+")
_BREAK = re.compile(r"(?i)<br\s*/?>|</(?:p|li|h3|h4|blockquote|ul|ol)>")
_TAG = re.compile(r"<[^>]+>")


def clean(html: str) -> str:
    """Return markup with nothing in it but paragraphs, lists, emphasis, headings and links to the web."""
    return nh3.clean(
        html,
        tags=TAGS,
        attributes={"a": {"href"}},
        url_schemes={"http", "https", "mailto"},
        link_rel="nofollow noopener",
    )


def as_html(typed: str) -> str:
    """Return what was typed as safe HTML: its own markup where it has any, else its paragraphs and lists."""
    if _MARKUP.search(typed):
        return clean(typed)
    blocks = re.split(r"\n\s*\n", typed.strip())
    return "".join(_block(block.split("\n")) for block in blocks if block.strip())


def _block(lines: list[str]) -> str:
    """Return one block of lines as a list if each line is marked as an item, else as a paragraph."""
    for mark, tag in ((_BULLET, "ul"), (_NUMBER, "ol")):
        if all(mark.match(line) for line in lines):
            items = "".join(f"<li>{escape(mark.sub('', line).strip())}</li>" for line in lines)
            return f"<{tag}>{items}</{tag}>"
    return f"<p>{'<br>'.join(escape(line) for line in lines)}</p>"


def as_text(html: str) -> str:
    """Return safe HTML as plain text: a line for each paragraph and item."""
    lines = (" ".join(line.split()) for line in unescape(_TAG.sub("", _BREAK.sub("\n", html))).split("\n"))
    return "\n".join(line for line in lines if line)
