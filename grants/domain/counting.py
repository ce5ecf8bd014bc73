"""How long a text is, counted alike in the browser (static/js/counting.js) and here."""

import re
import unicodedata

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from grants.enums import CountIn

# Characters that PostgreSQL cannot hold in JSON or that nobody can see; line breaks and tabs stay.
INVISIBLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
# Written out, since Python and browsers do not agree on what a blank is.
_BLANKS = re.compile("[\t\n\r\x20\x85\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff]+")


def count_characters(text: str) -> int:
    """Count the characters of a text as the form's counter does in the browser.

    A line break is one character however the browser sends it, an emoji or a letter with its accent is one too:
    Unicode code points after composition (NFC), not UTF-16 units or bytes.
    """
    return len(unicodedata.normalize("NFC", text.replace("\r\n", "\n")))


def count_words(text: str) -> int:
    """Count the words of a text: what stands between blanks of any kind."""
    return sum(1 for word in _BLANKS.split(text) if word)


def length_problem(text: str, *, count_in: str, least: int | None, most: int | None) -> str:
    """Return what is wrong with the length of a text, in a sentence with both figures; empty when nothing is."""
    in_words = count_in == CountIn.WORDS
    length = count_words(text) if in_words else count_characters(text)
    if most is not None and length > most:
        return _too_long(length, most, in_words=in_words)
    if least is not None and length < least:
        return _too_short(length, least, in_words=in_words)
    return ""


def _too_long(length: int, limit: int, *, in_words: bool) -> str:
    over = length - limit
    if in_words:
        sentence = ngettext(
            "Shorten this text: it is %(over)s word too long (%(length)s of %(limit)s).",
            "Shorten this text: it is %(over)s words too long (%(length)s of %(limit)s).",
            over,
        )
    else:
        sentence = ngettext(
            "Shorten this text: it is %(over)s character too long (%(length)s of %(limit)s).",
            "Shorten this text: it is %(over)s characters too long (%(length)s of %(limit)s).",
            over,
        )
    return sentence % {"over": over, "length": length, "limit": limit}


def _too_short(length: int, limit: int, *, in_words: bool) -> str:
    if in_words:
        sentence = _("Write a little more: at least %(limit)s words are asked for, and here are %(length)s.")
    else:
        sentence = _(
            "Write a little more: at least %(limit)s characters are asked for, and here are %(length)s."
        )
    return sentence % {"length": length, "limit": limit}
