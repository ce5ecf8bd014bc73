"""Two versions of an agreement's text, article by article and word by word."""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property
from typing import Any

SAME, OUT, IN = "same", "out", "in"
ADDED, REMOVED, CHANGED = "added", "removed", "changed"

# A word, a mark or an end of line, with the spaces before it; spaces alone are no difference.
_TOKENS = re.compile(r"[^\S\n]*(?:\w+(?:[-’'.]\w+)*|[^\w\s]|\n+)|[^\S\n]+$")
SENTENCE_ENDS = frozenset(".!?;:")
# The matcher's time grows with the square of the words: longer texts are matched by their paragraphs first.
LONGEST = 4000  # words

type Piece = tuple[str, str]


def word_pieces(before: str, after: str) -> list[Piece]:
    """Return the way from one text to the other: pairs of "same", "out" or "in" and a piece of text.

    All "same" and "in" pieces together are `after`; all "same" and "out" pieces are `before`, up to its spaces.
    """
    if before == after:
        return [(SAME, after)] if after else []
    old, new = _TOKENS.findall(before), _TOKENS.findall(after)
    if max(len(old), len(new)) > LONGEST:
        return _by_paragraph(before, after)
    return _from_the_sentence(_pieces(old, new))


def _by_paragraph(before: str, after: str) -> list[Piece]:
    old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    found: list[Piece] = []
    for kind, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            found.append((SAME, "".join(new[k:m])))
        else:
            found += _pieces(_TOKENS.findall("".join(old[i:j])), _TOKENS.findall("".join(new[k:m])))
    return _from_the_sentence(_joined(found))


def _pieces(old: Sequence[str], new: Sequence[str]) -> list[Piece]:
    """Match words without the spaces before them; what both ends have in common needs no matcher."""
    old_keys, new_keys = [one.strip(" \t\r\u00a0") for one in old], [one.strip(" \t\r\u00a0") for one in new]
    start = _common(old_keys, new_keys)
    room = min(len(old), len(new)) - start
    end = _common(old_keys[::-1], new_keys[::-1], most=room)
    middle_old, middle_new = old_keys[start : len(old) - end], new_keys[start : len(new) - end]
    found: list[Piece] = [(SAME, "".join(new[:start]))]
    for kind, i, j, k, m in SequenceMatcher(None, middle_old, middle_new, autojunk=False).get_opcodes():
        if kind == "equal":
            found.append((SAME, "".join(new[start + k : start + m])))
            continue
        found.append((OUT, "".join(old[start + i : start + j])))
        found.append((IN, "".join(new[start + k : start + m])))
    found.append((SAME, "".join(new[len(new) - end :])))
    return _joined(found)


def _common(one: Sequence[str], other: Sequence[str], most: int | None = None) -> int:
    """Return how many words two texts have in common at their beginning, at most ``most``."""
    count = 0
    for mine, theirs in zip(one, other, strict=False):
        if mine != theirs or count == most:
            break
        count += 1
    return count


def _joined(pieces: Iterable[Piece]) -> list[Piece]:
    """Put neighbours of one kind together, with what goes out before what comes in; empty pieces go."""
    found: list[Piece] = []
    out, put = "", ""
    for kind, text in pieces:
        if not text:
            continue
        if kind == SAME and not (text.isspace() and (out or put)):
            found += [(OUT, out)] if out else []
            found += [(IN, put)] if put else []
            out, put = "", ""
            if found and found[-1][0] == SAME:
                found[-1] = (SAME, found[-1][1] + text)
            else:
                found.append((SAME, text))
        elif kind == SAME:
            out, put = out + text, put + text
        elif kind == OUT:
            out += text
        else:
            put += text
    found += [(OUT, out)] if out else []
    found += [(IN, put)] if put else []
    return found


def _from_the_sentence(pieces: Sequence[Piece]) -> list[Piece]:
    """Return the pieces with a sentence that came or went whole: "[Two come.]" instead of "[. Two come]."

    Both say the same: where a piece begins with the mark that also follows it, the first mark ends what was before.
    """
    found = list(pieces)
    for place in range(1, len(found) - 1):
        (before, text), (kind, piece), (after, rest) = found[place - 1 : place + 2]
        if before == after == SAME != kind and piece[0] in SENTENCE_ENDS and rest.startswith(piece[0]):
            found[place - 1] = (SAME, text + piece[0])
            found[place] = (kind, piece[1:] + piece[0])
            found[place + 1] = (SAME, rest[1:])
    return [(kind, text) for kind, text in found if text]


@dataclass(frozen=True)
class TextDifference:
    """One article's heading and text in one language, on both sides."""

    language: str
    heading_before: str
    heading_after: str
    before: str
    after: str

    @cached_property
    def heading(self) -> list[Piece]:
        """The way from one heading to the other."""
        return word_pieces(self.heading_before, self.heading_after)

    @cached_property
    def text(self) -> list[Piece]:
        """The way from one text to the other."""
        return word_pieces(self.before, self.after)

    @property
    def is_same(self) -> bool:
        """Tell whether both sides say the same in this language."""
        return (self.before, self.heading_before) == (self.after, self.heading_after)

    @property
    def words_out(self) -> int:
        """Return how many words were taken out of the text and the heading."""
        return _count(OUT, self.heading, self.text)

    @property
    def words_in(self) -> int:
        """Return how many words were put into the text and the heading."""
        return _count(IN, self.heading, self.text)


def _count(kind: str, *texts: Sequence[Piece]) -> int:
    return sum(len(re.findall(r"\w+", text)) for pieces in texts for one, text in pieces if one == kind)


@dataclass(frozen=True)
class ArticleDifference:
    """One article on both sides; a side without it has no number."""

    number_before: str
    number_after: str
    texts: Sequence[TextDifference]
    is_moved: bool = False

    @property
    def kind(self) -> str:
        """Return "added", "removed", "changed", or an empty text for an article that says what it said."""
        if not self.number_before:
            return ADDED
        if not self.number_after:
            return REMOVED
        return "" if all(text.is_same for text in self.texts) else CHANGED

    @property
    def is_renumbered(self) -> bool:
        """Tell whether the article is on both sides, under another number."""
        return bool(self.number_before and self.number_after) and self.number_before != self.number_after

    @property
    def is_different(self) -> bool:
        """Tell whether anything about the article differs: its words, its number or its place."""
        return bool(self.kind) or self.is_renumbered or self.is_moved

    @property
    def number(self) -> str:
        """Return the number by which the article is shown."""
        return self.number_after or self.number_before


@dataclass(frozen=True)
class Comparison:
    """Two whole texts: every article of both, in the order of the later one."""

    articles: Sequence[ArticleDifference]

    @property
    def different(self) -> list[ArticleDifference]:
        """Return the articles about which anything differs."""
        return [article for article in self.articles if article.is_different]

    def counts(self) -> dict[str, int]:
        """Return how many articles were changed, added, removed, moved, renumbered, and are as they were."""
        kinds = [article.kind for article in self.articles]
        return {
            CHANGED: kinds.count(CHANGED),
            ADDED: kinds.count(ADDED),
            REMOVED: kinds.count(REMOVED),
            "moved": sum(article.is_moved for article in self.articles),
            "renumbered": sum(article.is_renumbered for article in self.articles),
            "same": sum(not article.is_different for article in self.articles),
        }


def compare(
    before: Sequence[Mapping[str, Any]],
    after: Sequence[Mapping[str, Any]],
    *,
    languages: Sequence[str] | None = None,
) -> Comparison:
    """Compare two texts as versions keep them.

    Parameters: ``languages`` are those compared, in order; None takes every language that either side is written in.
    An article is the same one by its key, else by its number (an article taken out and written anew). Of the articles
    on both sides, the fewest that explain another order count as moved.
    """
    if languages is None:
        languages = languages_of([*before, *after])
    pairs = _pairs(before, after)
    kept = _in_order([pairs[place] for place in range(len(after)) if place in pairs])
    found = []
    for place, new in enumerate(after):
        old = before[pairs[place]] if place in pairs else None
        moved = place in pairs and pairs[place] not in kept
        found.append(_article(old, new, languages, is_moved=moved))
    return Comparison(_with_removed(found, before, pairs, languages))


def languages_of(articles: Iterable[Mapping[str, Any]]) -> list[str]:
    """Return the languages in which anything is written, in the order in which they appear."""
    return list(
        dict.fromkeys(code for one in articles for part in ("texts", "headings") for code in one[part])
    )


def _pairs(before: Sequence[Mapping[str, Any]], after: Sequence[Mapping[str, Any]]) -> dict[int, int]:
    """Return for each place in the later text the place of the same article in the earlier one."""
    by_key = {one["article"]: place for place, one in enumerate(before) if one["article"]}
    pairs = {place: by_key[new["article"]] for place, new in enumerate(after) if new["article"] in by_key}
    taken = set(pairs.values())
    free = {one["number"]: place for place, one in enumerate(before) if place not in taken}
    for place, new in enumerate(after):
        if place not in pairs and new["number"] in free:
            pairs[place] = free.pop(new["number"])
    return pairs


def _in_order(places: Sequence[int]) -> set[int]:
    """Return the largest set of places that stand in rising order: all others have been moved."""
    ends: list[int] = []  # the smallest last place of a rising row of each length
    row: list[int] = []
    for place in places:
        length = bisect_left(ends, place)
        ends[length : length + 1] = [place]
        row.append(length)
    kept: set[int] = set()
    wanted = len(ends) - 1
    for index in range(len(places) - 1, -1, -1):
        if row[index] == wanted:
            kept.add(places[index])
            wanted -= 1
    return kept


def _with_removed(
    found: Sequence[ArticleDifference],
    before: Sequence[Mapping[str, Any]],
    pairs: Mapping[int, int],
    languages: Sequence[str],
) -> list[ArticleDifference]:
    """Return the articles with each one that is gone behind the one it stood behind."""
    shown = {old: new for new, old in pairs.items()}
    behind: dict[int, list[ArticleDifference]] = defaultdict(list)
    place = -1
    for old, one in enumerate(before):
        if old in shown:
            place = shown[old]
        else:
            behind[place].append(_article(one, None, languages))
    return [*behind[-1], *(one for new, article in enumerate(found) for one in (article, *behind[new]))]


def _article(
    old: Mapping[str, Any] | None,
    new: Mapping[str, Any] | None,
    languages: Sequence[str],
    *,
    is_moved: bool = False,
) -> ArticleDifference:
    texts = []
    for code in languages:
        text = TextDifference(
            code,
            *(side["headings"].get(code, "") if side else "" for side in (old, new)),
            *(side["texts"].get(code, "") if side else "" for side in (old, new)),
        )
        if text.before or text.after or text.heading_before or text.heading_after:
            texts.append(text)
    return ArticleDifference(
        old["number"] if old else "", new["number"] if new else "", texts, is_moved=is_moved
    )
