"""A draft that two authorities share, for tests of drafting together."""

from dataclasses import dataclass

from partnerships.domain import agreement_moves, articles
from partnerships.models import Agreement, Article, Authority
from portal.accounts.models import User
from tests.partnerships import agreement_records as records


@dataclass
class Shared:
    """West holds the agreement, North is the other party; an officer of each; two articles."""

    west: Authority
    north: Authority
    wilma: User
    nils: User
    agreement: Agreement

    @property
    def first(self) -> Article:
        """The article about meetings, as it stands."""
        return self.agreement.articles.order_by("position").first()

    def texts(self) -> list[tuple[str, dict[str, str]]]:
        """What the text says now."""
        return [(one.number, one.texts.as_dict()) for one in self.agreement.articles.order_by("position")]


def shared() -> Shared:
    """Return a draft of two articles that West has sent to North."""
    west, north = records.authority("west"), records.authority("north")
    wilma = records.member(west, email="wilma@west.example")
    nils = records.member(north, email="nils@north.example")
    agreement = records.draft(
        records.partnership(west, "west-and-north", counterpart=north.organisation),
        names={"en": "Culture 2026"},
    )
    articles.add(agreement, version=None, by=wilma, texts={"en": "We meet every year."})
    articles.add(agreement, version=None, by=wilma, texts={"en": "Each side pays its own costs."})
    agreement_moves.negotiate(agreement, version=None, by=wilma)
    agreement.refresh_from_db()
    return Shared(west, north, wilma, nils, agreement)
