"""Comparing two versions of 200 articles: against the diff library alone on the same words."""

import random
from difflib import SequenceMatcher
from typing import Any

from bench.measuring import cpu_of
from partnerships.comparison import compare

ARTICLES, WORDS = 200, 150
LANGUAGES = ("sv", "en")
MOST_TIMES_LIBRARY = 2.0
VOCABULARY = (
    "parterna parties samarbete cooperation region kultur culture artists konstnärer each varje "
    "year år exchange utbyte costs kostnader travel resor host värd meets möts report rapport "
    "agreed överens young unga museum teater musik film literature dans heritage arv work "
    "arbete share dela learn lära support stöd open öppen together och and the en ett i of to "
    "för"
)

type Text = list[dict[str, Any]]


def versions(changed: float) -> tuple[Text, Text]:
    """Return two texts of which this share of articles differs: some words others, some new, some gone, some moved."""
    chance = random.Random(2026)  # noqa: S311 - the same texts each time
    before = [
        {
            "article": key,
            "number": str(key),
            "headings": {code: " ".join(chance.choices(VOCABULARY.split(), k=3)) for code in LANGUAGES},
            "texts": {code: " ".join(chance.choices(VOCABULARY.split(), k=WORDS)) for code in LANGUAGES},
        }
        for key in range(1, ARTICLES + 1)
    ]
    after = [{**one, "texts": dict(one["texts"])} for one in before]
    for one in chance.sample(after, int(ARTICLES * changed)):
        for code in LANGUAGES:
            words = one["texts"][code].split()
            for _time in range(8):
                place = chance.randrange(len(words))
                words[place : place + chance.randrange(3)] = chance.choices(
                    VOCABULARY.split(), k=chance.randrange(3)
                )
            one["texts"][code] = " ".join(words)
    after.insert(20, after.pop(120))
    return before, after


def by_library(before: Text, after: Text) -> int:
    """Match the words of every article's texts, with the diff library and nothing else; return the steps found."""
    other = {one["article"]: one for one in after}
    return sum(
        len(
            SequenceMatcher(
                None, one["texts"][code].split(), other[one["article"]]["texts"][code].split(), autojunk=False
            ).get_opcodes()
        )
        for one in before
        for code in LANGUAGES
    )


def by_portal(before: Text, after: Text) -> int:
    """Compare as the page does: articles matched, every word of what differs; return the pieces found."""
    return sum(
        len(text.text) + len(text.heading)
        for article in compare(before, after).articles
        for text in article.texts
    )


def run() -> bool:
    """Print the cost of both; returns whether the portal stays within its bound."""
    print(f"\nTwo versions of {ARTICLES} articles in {len(LANGUAGES)} languages, {WORDS} words each")
    print(f"(CPU, medians; bound: {MOST_TIMES_LIBRARY} times the diff library alone)\n")
    print(f"{'articles changed':20}{'portal ms':>12}{'library ms':>12}{'× library':>12}")
    fine = True
    for changed in (0.1, 0.5, 1.0):
        before, after = versions(changed)
        costs = cpu_of(
            {
                "portal": lambda before=before, after=after: by_portal(before, after),
                "library": lambda before=before, after=after: by_library(before, after),
            }
        )
        ratio = costs["portal"] / costs["library"]
        within = ratio <= MOST_TIMES_LIBRARY
        fine = fine and within
        print(
            f"{changed:<20.0%}{costs['portal']:12.1f}{costs['library']:12.1f}{ratio:12.2f}"
            f"  {'' if within else 'over its bound'}"
        )
    return fine
