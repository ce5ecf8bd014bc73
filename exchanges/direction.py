"""Which way an exchange goes, in words, as either side sees it (A20)."""

from dataclasses import dataclass
from typing import Literal

from django.utils.translation import gettext as _

from exchanges.enums import Direction
from exchanges.models import Exchange
from portal.core.multilingual import Multilingual

type Viewpoint = Literal["authority", "partner"]


def home_of(exchange: Exchange) -> Multilingual:
    """Return what the authority's side is called: its region, or the authority itself."""
    organisation = exchange.authority.organisation
    return organisation.region.names if organisation.region else organisation.names


def partner_of(exchange: Exchange) -> Multilingual | None:
    """Return what the partner's side is called: its region, or its body; None without a partnership."""
    partnership = exchange.partnership
    if partnership is None:
        return None
    if partnership.region is not None:
        return partnership.region.names
    return partnership.counterpart.names if partnership.counterpart else partnership.names


@dataclass(frozen=True)
class Seen:
    """An exchange's direction as one side sees it: a word, an icon, and a sentence with the names."""

    word: str
    icon: str
    sentence: str


def seen(exchange: Exchange, viewpoint: Viewpoint) -> Seen:
    """Return the direction as seen from the authority, or flipped, as seen from the partner."""
    direction = Direction(exchange.direction)
    shown = direction if viewpoint == "authority" else direction.seen_from_partner()
    return Seen(str(shown.label), shown.value, _sentence(exchange, direction))


def _sentence(exchange: Exchange, direction: Direction) -> str:
    """Say from where to where; the fact is the same, whoever looks."""
    home, partner = home_of(exchange), partner_of(exchange)
    names = {"home": home, "partner": partner or _("elsewhere")}
    sentences = {
        Direction.INCOMING: _("From %(partner)s to %(home)s"),
        Direction.OUTGOING: _("From %(home)s to %(partner)s"),
        Direction.MUTUAL: _("Both ways between %(home)s and %(partner)s"),
    }
    return sentences[direction] % names
