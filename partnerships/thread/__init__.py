"""The golden thread: from each element of a framework to agreements, exchanges, people and money (B15, X06)."""

from partnerships.thread.build import GAP_MONTHS, Gap, Row, Thread, thread_of
from partnerships.thread.deeds import Deed, Money, deeds, register_deeds
from partnerships.thread.tallies import Tally
from partnerships.thread.words import (
    Words,
    own_words,
    predecessors_of,
    successors_of,
    words_of_successor,
    words_with_before,
)
from partnerships.thread.years import Years, years_of

__all__ = [
    "GAP_MONTHS",
    "Deed",
    "Gap",
    "Money",
    "Row",
    "Tally",
    "Thread",
    "Words",
    "Years",
    "deeds",
    "own_words",
    "predecessors_of",
    "register_deeds",
    "successors_of",
    "thread_of",
    "words_of_successor",
    "words_with_before",
    "years_of",
]
