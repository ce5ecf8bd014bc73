"""A ledger in words: how much more came or went, and which way it moves."""

from collections.abc import Sequence
from decimal import Decimal

from django.utils.translation import gettext as _

from exchanges.enums import Measure
from exchanges.ledger.counting import Ledger, Line, MoneyLine, Weighed
from exchanges.ledger.spans import Span
from portal.core.amounts import format_number


def difference(span: Span) -> str:
    """Return a balance in words: “3 more in”, “at least 2 more out”, “even”, “cannot be told”."""
    if span.sign is None:
        return _undecided(span)
    if span.sign == 0:
        return _("even")
    near, far = (span.lower, span.upper) if span.sign > 0 else ((-span).lower, (-span).upper)
    words = {
        (1, "exact"): _("%(number)s more in"),
        (-1, "exact"): _("%(number)s more out"),
        (1, "open"): _("at least %(number)s more in"),
        (-1, "open"): _("at least %(number)s more out"),
        (1, "between"): _("between %(number)s and %(most)s more in"),
        (-1, "between"): _("between %(number)s and %(most)s more out"),
    }
    shape = "exact" if near == far else "open" if far is None else "between"
    return words[span.sign, shape] % {"number": figure(near), "most": figure(far)}


def _undecided(span: Span) -> str:
    """Say that a balance may lie on either side, and how far where that is known."""
    if span.lower is None or span.upper is None:
        return _("cannot be told")
    if span.lower == 0:
        return _("even, or up to %(number)s more in") % {"number": figure(span.upper)}
    if span.upper == 0:
        return _("even, or up to %(number)s more out") % {"number": figure(-span.lower)}
    return _("from %(out)s more out to %(in)s more in") % {
        "out": figure(-span.lower),
        "in": figure(span.upper),
    }


def figure(number: Decimal | None) -> str:
    """Return a number as the reader's language writes it, without decimals that say nothing."""
    return "" if number is None else format_number(number.quantize(Decimal("0.01")).normalize() + 0)


def balance(line: Line) -> str:
    """Return a measure's balance in words, and what it is by the numbers given where others are missing."""
    said = difference(line.balance)
    if line.balance == line.known or line.is_empty:
        return said
    return _("%(balance)s; by the numbers given: %(known)s") % {
        "balance": said,
        "known": difference(line.known),
    }


def finding(ledger: Ledger) -> str:
    """Say in a sentence or two what the ledger comes to: by exchanges, and by persons where anybody counted them."""
    measures = [Measure.EXCHANGES, Measure.PERSONS]
    parts = [
        _("%(measure)s: %(balance)s.") % {"measure": one.label, "balance": balance(ledger.lines[one])}
        for one in measures
        if not ledger.lines[one].is_empty
    ]
    return " ".join(parts)


def money_balance(line: MoneyLine, *, ours: str, theirs: str) -> str:
    """Return who paid more, and by how much: names of both sides are given as the reader calls them."""
    span = line.balance
    if span.sign == 0:
        return _("both paid the same")
    if span.sign is None:
        return _("who paid more cannot be told")
    payer = theirs if span.sign > 0 else ours
    least = span.lower if span.sign > 0 else (-span).lower
    sentence = (
        _("%(payer)s paid %(number)s %(currency)s more")
        if span.is_exact
        else _("%(payer)s paid at least %(number)s %(currency)s more")
    )
    return sentence % {"payer": payer, "number": figure(least), "currency": line.currency}


def trend(ledger: Ledger, measure: Measure) -> str:
    """Say how the balance moved from the first year to the last; nothing where there are no two years."""
    if len(ledger.years) < 2:
        return ""
    first, last = ledger.years[0], ledger.years[-1]
    before, after = ledger.line(measure, first), ledger.line(measure, last)
    moved = (after.balance - before.balance).sign
    sentences = {
        1: _("The balance has moved towards incoming."),
        -1: _("The balance has moved towards outgoing."),
        0: _("The balance is where it was."),
        None: _("Whether the balance has moved cannot be told."),
    }
    return _("%(first)s: %(before)s. %(last)s: %(after)s. %(moved)s") % {
        "first": first,
        "before": balance(before),
        "last": last,
        "after": balance(after),
        "moved": sentences[moved],
    }


def span_words(span: Span) -> str:
    """Return points as a range: “12”, “between 12 and 20”, “at least 12”."""
    if span.is_exact:
        return figure(span.lower)
    if span.lower is None:
        return _("cannot be told")
    if span.upper is None:
        return _("at least %(number)s") % {"number": figure(span.lower)}
    return _("between %(number)s and %(most)s") % {"number": figure(span.lower), "most": figure(span.upper)}


def against_target(weighed: Weighed, target: Sequence[int | None]) -> str:
    """Say whether the ratio the parties aim at is kept; nothing where they named none."""
    if weighed.off_target is None:
        return ""
    wanted = {"incoming": target[0], "outgoing": target[1]}
    sentences = {
        0: _("The aim of %(incoming)s in to %(outgoing)s out is met."),
        1: _("More comes in than the aim of %(incoming)s in to %(outgoing)s out."),
        -1: _("More goes out than the aim of %(incoming)s in to %(outgoing)s out."),
        None: _(
            "Whether the aim of %(incoming)s in to %(outgoing)s out is met cannot be told: numbers are missing."
        ),
    }
    return sentences[weighed.off_target.sign] % wanted
