"""Two texts and what differs between them, word by word, as people read it."""

import re
from difflib import SequenceMatcher

from django.utils.html import format_html_join
from django.utils.safestring import SafeString

# Comparing costs the square of the number of pieces: texts longer than this are compared line by line.
MOST_WORDS = 1500

_WORDS = re.compile(r"\s+|[^\s]+")
_LINES = re.compile(r"[^\n]*\n|[^\n]+$")


def pieces(before: str, after: str) -> list[tuple[str, str]]:
    """Return the way from one text to the other: pairs of "same", "out" or "in" and a piece of text.

    All "same" and "out" pieces together are `before`, all "same" and "in" pieces `after`.
    """
    pattern = _WORDS
    if max(len(before), len(after)) > MOST_WORDS * 6:
        pattern = _LINES
    old, new = pattern.findall(before), pattern.findall(after)
    found: list[tuple[str, str]] = []
    for kind, old_from, old_to, new_from, new_to in SequenceMatcher(
        None, old, new, autojunk=False
    ).get_opcodes():
        if kind == "equal":
            found.append(("same", "".join(old[old_from:old_to])))
            continue
        if old_to > old_from:
            found.append(("out", "".join(old[old_from:old_to])))
        if new_to > new_from:
            found.append(("in", "".join(new[new_from:new_to])))
    return found


def marked(before: str, after: str) -> SafeString:
    """Return the difference as HTML: `<del>` for what was taken out, `<ins>` for what was put in."""
    wrap = {"same": ("", ""), "out": ("<del>", "</del>"), "in": ("<ins>", "</ins>")}
    return format_html_join(
        "",
        "{}{}{}",
        (
            (SafeString(wrap[kind][0]), text, SafeString(wrap[kind][1]))
            for kind, text in pieces(before, after)
        ),
    )
