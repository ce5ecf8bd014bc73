"""Numbers in words up to a thousand, in English and Swedish: "fifty", "etthundrafemtio"."""

import re
from functools import lru_cache

_ENGLISH_ONES = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_ENGLISH_TENS = [
    "twenty",
    "thirty",
    "forty",
    "fifty",
    "sixty",
    "seventy",
    "eighty",
    "ninety",
]
_SWEDISH_ONES = [
    "noll",
    "ett",
    "två",
    "tre",
    "fyra",
    "fem",
    "sex",
    "sju",
    "åtta",
    "nio",
    "tio",
    "elva",
    "tolv",
    "tretton",
    "fjorton",
    "femton",
    "sexton",
    "sjutton",
    "arton",
    "nitton",
]
_SWEDISH_TENS = [
    "tjugo",
    "trettio",
    "fyrtio",
    "femtio",
    "sextio",
    "sjuttio",
    "åttio",
    "nittio",
]


def _below_hundred(number: int, ones: list[str], tens: list[str]) -> str:
    if number < 20:
        return ones[number]
    ten, one = divmod(number, 10)
    return tens[ten - 2] + (ones[one] if one else "")


@lru_cache(maxsize=1)
def _spellings() -> dict[str, int]:
    """Every spelling, written together, and its number."""
    spellings = {
        "en": 1,
        "a": 1,
        "dozen": 12,
        "adozen": 12,
        "dussin": 12,
        "ettdussin": 12,
    }
    for number in range(100):
        spellings[_below_hundred(number, _ENGLISH_ONES, _ENGLISH_TENS)] = number
        spellings[_below_hundred(number, _SWEDISH_ONES, _SWEDISH_TENS)] = number
    below = dict(spellings)
    for hundreds in range(1, 10):
        starts = [
            f"{_ENGLISH_ONES[hundreds]}hundred",
            f"{_SWEDISH_ONES[hundreds]}hundra",
        ]
        if hundreds == 1:
            starts += ["ahundred", "hundred", "hundra"]
        for start in starts:
            spellings[start] = hundreds * 100
            for word, number in below.items():
                if number > 0 and word not in ("a", "en"):
                    spellings[f"{start}{word}"] = hundreds * 100 + number
                    spellings[f"{start}and{word}"] = hundreds * 100 + number
    spellings |= dict.fromkeys(["onethousand", "athousand", "thousand"], 1000)
    return spellings | dict.fromkeys(["ettusen", "etttusen", "tusen"], 1000)


def spelled(text: str) -> int | None:
    """The number that the words say, spaces and hyphens or not; None when they say none."""
    return _spellings().get(re.sub(r"[\s-]+", "", text))
