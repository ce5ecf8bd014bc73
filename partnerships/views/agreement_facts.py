"""What the pages of an agreement say about it in a few words, for the office and for everybody."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from partnerships.enums import AgreementStatus
from partnerships.models import Agreement, Article
from portal.core.tables import link


@dataclass(frozen=True)
class Fact:
    """A label and what is said under it (components/facts.html)."""

    label: str
    value: Any = ""
    lines: Sequence[Any] = field(default=())


def validity_facts(agreement: Agreement) -> list[Fact]:
    """Return when the agreement was signed, how long it is valid, and how it ends; what nobody said says so."""
    missing = _("not said")
    facts = [
        Fact(_("Signed"), agreement.signed or missing),
        Fact(_("Valid"), capfirst(agreement.validity)),
    ]
    if agreement.renews_tacitly:
        facts.append(Fact(_("Renewal"), _("renewed tacitly unless a party gives notice")))
    if agreement.notice_months is not None:
        months = ngettext("%(number)d month", "%(number)d months", agreement.notice_months)
        facts.append(Fact(_("Notice"), months % {"number": agreement.notice_months}))
    return facts


def basic_facts(agreement: Agreement, successors: Sequence[Agreement]) -> list[Fact]:
    """Return what the agreement is and what it stands between."""
    facts = [
        Fact(_("Kind"), agreement.get_kind_display()),
        Fact(_("Partnership"), link(agreement.partnership.get_absolute_url(), agreement.partnership.names)),
        Fact(_("Authority"), agreement.partnership.authority),
    ]
    if agreement.reference:
        facts.append(Fact(_("Diary number"), agreement.reference))
    if agreement.culture_is_one_part:
        facts.append(Fact(_("Subject"), _("culture is one part of it")))
    if fields := list(agreement.fields.all()):
        facts.append(Fact(_("Fields of art"), ", ".join(str(one) for one in fields)))
    if elements := list(agreement.elements.select_related("framework")):
        facts.append(Fact(_("Carries out"), lines=[str(one) for one in elements]))
    if agreement.predecessor:
        before = agreement.predecessor
        facts.append(Fact(_("Succeeds"), link(before.get_absolute_url(), before.names)))
    if successors:
        links = ((link(one.get_absolute_url(), one.names),) for one in successors)
        facts.append(Fact(_("Succeeded by"), format_html_join(", ", "{}", links)))
    return facts


def articles_with_texts(
    agreement: Agreement, languages: Sequence[str]
) -> list[tuple[Article, list[tuple[str, str]]]]:
    """Return each article with its texts by language, in the order of ``languages``."""
    return [
        (article, [(code, article.texts[code]) for code in languages if code in article.texts])
        for article in agreement.articles.all()
    ]


def life_of(agreement: Agreement) -> list[dict[str, Any]]:
    """Return the steps of the agreement's life in words, for components/timeline.html."""
    words = dict(AgreementStatus.choices)
    moves = list(agreement.moves.select_related("by").order_by("pk"))
    return [
        {
            "when": date_format(timezone.localtime(move.at), "DATE_FORMAT"),
            "text": ", ".join(str(one) for one in (words[AgreementStatus(move.to_status)], move.by) if one),
            "note": move.note,
            "state": "now" if move is moves[-1] else "done",
        }
        for move in moves
    ]


def next_sentence(agreement: Agreement, today: date) -> str:
    """Return what is to be done next with an agreement, in one sentence."""
    if agreement.status == AgreementStatus.DRAFT:
        return _("This is a draft. When the other side shall see it, open the negotiation.")
    if agreement.status == AgreementStatus.NEGOTIATION:
        return _("The parties are talking. Once they have signed, record who signed and when.")
    if agreement.status == AgreementStatus.SIGNED:
        return _("It is signed and waits for its first day.")
    end = agreement.valid_until
    if agreement.status == AgreementStatus.IN_FORCE and end and end.latest:
        if end.latest < today:
            return _(
                "Its last day (%(end)s) has passed. Record that it has expired, or correct the date."
            ) % {"end": end}
        left = (end.latest - today).days
        days = ngettext(
            "It ends in %(number)d day at the latest.", "It ends in %(number)d days at the latest.", left
        )
        return str(format_html("{}", days % {"number": left}))
    return _("It is in force.")
