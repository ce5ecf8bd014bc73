"""What a language's words for uncertain dates and numbers are: how they are written, and how they are read."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """One language's words.

    The first group writes: templates with `{date}`, `{start}`, `{end}`, `{year}`, `{number}`, `{low}`, `{high}`. The
    second group reads: regular expressions, matched against lower-case text, all languages at once. These are
    no gettext messages, since what is typed is read in every language at once, whatever the interface speaks,
    and since what is written must be readable again (a test holds the two against each other).
    """

    # Written: dates
    months: tuple[str, ...]
    day: str
    parts_of_year: dict[int, str]
    decade: str
    decade_of_00: str
    century: str
    about: str
    perhaps: str
    since: str
    until: str
    end_unknown: str
    start_unknown: str
    or_earlier: str
    or_later: str
    between: str
    or_word: str
    and_word: str
    unknown: str
    # Written: numbers
    nearly: str
    over: str
    at_least: str
    at_most: str
    some: str
    orders: dict[int, str]
    one_unknown: str
    more_unknown: str
    # Read: dates
    read_months: dict[str, int]
    read_parts_of_year: dict[int, str]
    read_about: str
    read_perhaps: str
    read_since: str
    read_until: str
    read_before: str
    read_after: str
    read_between: str
    read_to: str
    read_unknown: str
    read_decade: str
    # Read: numbers
    read_nearly: str
    read_below: str
    read_over: str
    read_at_least: str
    read_at_most: str
    read_some: str
    read_orders: dict[int, str]
    read_group: str
