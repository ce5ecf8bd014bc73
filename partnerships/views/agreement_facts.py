"""What the pages of an agreement say about it in a few words, for the office and for everybody."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.text import capfirst, get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext_lazy

from partnerships.domain.agreement_moves import waits_for
from partnerships.domain.as_of import AgreementThen
from partnerships.enums import PUBLIC_STATUSES, AgreementStatus, Certainty
from partnerships.models import Agreement, AgreementMove, Article
from portal.core.tables import link
from portal.core.uncertain import UncertainDate


@dataclass(frozen=True)
class Fact:
    """A label and what is said under it (components/facts.html)."""

    label: str
    value: Any = ""
    lines: Sequence[Any] = field(default=())


# How sure it is that an agreement is in force on a day.
IN_FORCE = {
    Certainty.CERTAINLY: pgettext_lazy("in force", "Yes, certainly"),
    Certainty.POSSIBLY: pgettext_lazy("in force", "Perhaps: its dates are not certain"),
    Certainty.NO: pgettext_lazy("in force", "No"),
}


def validity_facts(agreement: Agreement, *, on: date | None = None) -> list[Fact]:
    """Return when the agreement was signed, how long it is valid, and how it ends; what nobody said says so.

    Parameters: ``on`` is a day of the past or the future to tell of, in place of today.
    """
    missing = _("not said")
    facts = [
        Fact(_("Signed"), agreement.signed or missing),
        Fact(_("Valid"), capfirst(agreement.validity)),
    ]
    if agreement.status in PUBLIC_STATUSES:
        label = _("In force that day") if on else _("In force today")
        facts.append(Fact(label, IN_FORCE[agreement.in_force_on(on or timezone.localdate())]))
    if agreement.last_day:
        facts.append(Fact(_("Last day"), agreement.last_day))
    if agreement.place_of_signing:
        facts.insert(1, Fact(_("Signed in"), agreement.place_of_signing))
    if agreement.term_years is not None:
        years = ngettext("%(number)d year", "%(number)d years", agreement.term_years)
        facts.append(Fact(_("Concluded for"), years % {"number": agreement.term_years}))
    if agreement.renews_tacitly and agreement.last_day is None:
        facts.append(Fact(_("Renewal"), _renewal(agreement)))
    if agreement.notice_months is not None:
        months = ngettext("%(number)d month", "%(number)d months", agreement.notice_months)
        facts.append(Fact(_("Notice"), months % {"number": agreement.notice_months}))
    return facts


def _renewal(agreement: Agreement) -> str:
    """Return for how long an agreement renews itself: “tacitly, for 3 years at a time, unless a party gives notice”."""
    months = agreement.renewal_months or 0
    if not months:
        return _("renewed tacitly unless a party gives notice")
    number, rest = divmod(months, 12)
    term = ngettext("%(number)d year", "%(number)d years", number)
    if rest:
        number, term = months, ngettext("%(number)d month", "%(number)d months", months)
    return _("renewed tacitly for %(term)s at a time unless a party gives notice") % {
        "term": term % {"number": number}
    }


def basic_facts(agreement: Agreement, successors: Sequence[Agreement]) -> list[Fact]:
    """Return what the agreement is and what it stands between."""
    facts = [
        Fact(_("Kind"), agreement.get_kind_display()),
        *keeper_facts(agreement),
        *_plain_facts(agreement),
    ]
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


def _plain_facts(agreement: Agreement) -> Iterator[Fact]:
    """Yield what stands in the agreement's own columns, where something does."""
    if agreement.reference:
        yield Fact(_("Diary number"), agreement.reference)
    if agreement.level:
        yield Fact(_("Level"), agreement.get_level_display())
    if agreement.is_framework:
        yield Fact(_("Framework agreement"), _("carried out by work programmes"))
    if agreement.binding is not None:
        yield Fact(_("Legally binding"), _("yes") if agreement.binding else _("no"))
    if agreement.culture_is_one_part:
        yield Fact(_("Subject"), _("culture is one part of it"))
    if agreement.aims_incomplete:
        yield Fact(_("Aims"), _("among others: more than are listed"))


def then_facts(then: AgreementThen, day: date) -> list[Fact]:
    """Return what an agreement was at a past moment, from what was rebuilt: nothing of today is asked.

    Parameters: ``day`` is the day of the world that is asked about.
    """
    agreement = then.agreement
    facts = [
        *validity_facts(agreement, on=day),
        Fact(_("Kind"), agreement.get_kind_display()),
        Fact(_("Partnership"), agreement.partnership.names)
        if agreement.partnership
        else Fact(_("Recorded by"), agreement.keeper),
        *_plain_facts(agreement),
    ]
    lists = [
        (_("Fields of art"), then.fields),
        (_("Carries out"), then.elements),
        (_("Work programmes"), then.work_programmes),
        (_("Commitments"), then.commitments),
    ]
    facts += [Fact(label, lines=[str(one) for one in rows]) for label, rows in lists if rows]
    if agreement.predecessor:
        facts.append(Fact(_("Succeeds"), agreement.predecessor.names))
    if then.moves:
        facts.append(Fact(_("Steps"), lines=[step_in_words(move) for move in then.moves]))
    return facts


def step_in_words(move: AgreementMove) -> str:
    """Return one step of an agreement's life: when, to where, and by whom."""
    words = [
        date_format(timezone.localtime(move.at), "DATE_FORMAT"),
        str(AgreementStatus(move.to_status).label),
        str(move.by) if move.by else "",
    ]
    return ", ".join(word for word in words if word)


def keeper_facts(agreement: Agreement) -> list[Fact]:
    """Return under which partnership the agreement stands, or who recorded it where it is one between others."""
    partnership = agreement.partnership
    if partnership is None:
        return [Fact(_("Recorded by"), agreement.keeper)]
    return [
        Fact(_("Partnership"), link(partnership.get_absolute_url(), partnership.names)),
        Fact(_("Authority"), partnership.authority),
    ]


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


def _signing_sentence(agreement: Agreement) -> str:
    """Return who is still to sign: “The text is agreed. It waits for the signatures of A and B.”"""
    names = [str(party) for party in waits_for(agreement)]
    if not names:
        return _("The text is agreed, and nobody is missing. Record that all have signed.")
    return _("The text is agreed. It waits for the signature of %(parties)s.") % {
        "parties": get_text_list(names, _("and"))
    }


def _going_on(agreement: Agreement, end: UncertainDate, today: date) -> str:
    """Return until when one has to decide about an agreement that renews itself."""
    notice = agreement.notice_by
    values = {"end": end, "day": date_format(notice, "DATE_FORMAT") if notice else ""}
    if end.latest is not None and end.latest < today:
        return _("Its period ended on %(end)s, and it goes on: say for how long it is renewed.") % values
    if notice is not None and notice >= today:
        return _("It is renewed after %(end)s unless notice is given by %(day)s.") % values
    if notice is not None:
        return _("It is renewed after %(end)s: the last day for notice was %(day)s.") % values
    return _("It is renewed after %(end)s unless notice is given before.") % values


def next_sentence(agreement: Agreement, today: date) -> str:
    """Return what is to be done next with an agreement, in one sentence."""
    if agreement.status == AgreementStatus.DRAFT:
        return _("This is a draft. When the other side shall see it, open the negotiation.")
    if agreement.status == AgreementStatus.NEGOTIATION:
        return _("The parties are talking. Once they agree on the text, they sign it, one after the other.")
    if agreement.status == AgreementStatus.AGREED:
        return _signing_sentence(agreement)
    if agreement.status == AgreementStatus.SIGNED:
        return _("It is signed and waits for its first day.")
    end = agreement.end
    if agreement.status == AgreementStatus.IN_FORCE and end and end.latest:
        goes_on = agreement.renews_tacitly and agreement.last_day is None
        if goes_on:
            return _going_on(agreement, end, today)
        if end.latest < today:
            return _(
                "Its last day (%(end)s) has passed. Record that it has expired, or correct the date."
            ) % {"end": end}
        if agreement.last_day is not None:
            return _("Its last day is %(end)s, by what has been recorded of it.") % {"end": end}
        left = (end.latest - today).days
        days = ngettext(
            "It ends in %(number)d day at the latest.", "It ends in %(number)d days at the latest.", left
        )
        return str(format_html("{}", days % {"number": left}))
    return _("It is in force.")
