"""A ledger as a picture: what came and what went, year by year, back to back."""

from django.utils.translation import gettext as _

from exchanges.enums import Measure
from exchanges.ledger import words
from exchanges.ledger.counting import Ledger
from portal.core.charts import Pair, Picture, cached_picture, diverging_bar
from portal.core.uncertain.totals import UncertainTotal


def by_year(ledger: Ledger, measure: Measure) -> Picture | None:
    """Draw a measure by year, with its uncertain numbers as they are said; None where nothing has a number."""
    span = range(ledger.years[0], ledger.years[-1] + 1) if ledger.years else range(0)
    labels = [(str(year), year) for year in span]
    pairs = [_pair(ledger, measure, label, year) for label, year in labels]
    if ledger.undated:
        pairs.append(_pair(ledger, measure, _("several years, or not dated"), None))
    if not any(one.left or one.right for one in pairs):
        return None
    title = _("%(measure)s: %(balance)s") % {
        "measure": measure.label,
        "balance": words.balance(ledger.lines[measure]),
    }
    return cached_picture(
        ["ledger", title, pairs],
        lambda: diverging_bar(
            pairs,
            title=title,
            left=_("Incoming"),
            right=_("Outgoing"),
            source=_(
                "The bars show the numbers that are known; a question mark stands for those that are not."
            ),
            first_column=_("Year"),
        ),
    )


def _pair(ledger: Ledger, measure: Measure, label: str, year: int | None) -> Pair:
    line = ledger.line(measure, year)
    return Pair(
        label,
        float(line.incoming.known_lower),
        float(line.outgoing.known_lower),
        str(line.incoming),
        str(line.outgoing),
        _short(line.incoming),
        _short(line.outgoing),
    )


def _short(total: UncertainTotal) -> str:
    """Return a total where there is little room: "45-50", "100+", "12 + ?", "?"."""
    low = words.figure(total.known_lower)
    if total.known_upper is None:
        known = f"{low}+"
    else:
        known = low if total.known_upper == total.known_lower else f"{low}–{words.figure(total.known_upper)}"
    if not total.unknown_count:
        return known
    return "?" if total.unknown_count == total.count else f"{known} + ?"
