"""Writes a qualified number as people say it in a language."""

from decimal import Decimal

from babel.numbers import format_decimal

from portal.core.uncertain.vocabulary import spoken_language, vocabulary


def digits(number: Decimal, language: str | None = None) -> str:
    """The number in figures, grouped as the language has it: 1,234 in English, 1 234 in Swedish."""
    return format_decimal(number, format="#,##0.##", locale=spoken_language(language))


def describe_number(
    qualifier: str,
    value: Decimal | None,
    high: Decimal | None,
    language: str | None = None,
) -> str:
    """The qualifier (a value of `Qualifier`) and its number in words."""
    words = vocabulary(language)
    if qualifier == "some":
        return words.some
    if value is None:
        return words.unknown
    if qualifier == "order":
        return words.orders[int(value)]
    number = digits(value, language)
    if high is not None:
        return words.between.format(start=number, end=digits(high, language))
    if qualifier == "about":
        return words.about.format(date=number)
    templates = {
        "nearly": words.nearly,
        "over": words.over,
        "at least": words.at_least,
        "at most": words.at_most,
    }
    return templates.get(qualifier, "{number}").format(number=number)
