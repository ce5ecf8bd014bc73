"""An agreement's life as a timeline: signatures, periods, acts, its end. Told by its facts, not by who typed them."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from partnerships.enums import PUBLIC_STATUSES, AgreementActKind, AgreementStatus, PeriodBasis
from partnerships.models import Agreement, AgreementAct, AgreementParty, AgreementPeriod
from portal.core.enums import Confidentiality
from portal.core.uncertain import UncertainDate

# Within one day: first it is signed, then it begins, then things happen to it, then it ends.
SIGNED, BEGINS, HAPPENS, ENDS = range(4)
ENDED = {
    AgreementStatus.EXPIRED: "done",
    AgreementStatus.TERMINATED: "done",
    AgreementStatus.SUPERSEDED: "done",
}

type Event = dict[str, Any]


def timeline_of(agreement: Agreement, today: date, *, internal: bool) -> list[Event]:
    """Return what has happened to a signed agreement and what is to come, in a constant number of queries."""
    if agreement.status not in PUBLIC_STATUSES:
        return []
    named = (
        "party__organisation",
        "other_party__organisation",
        "organisation",
        "other_agreement",
        "document",
    )
    return timeline(
        agreement,
        agreement.parties.select_related("organisation"),
        agreement.periods.all(),
        agreement.acts.select_related(*named),
        today,
        internal=internal,
    )


def timeline(
    agreement: Agreement,
    parties: Iterable[AgreementParty],
    periods: Iterable[AgreementPeriod],
    acts: Iterable[AgreementAct],
    today: date,
    *,
    internal: bool,
) -> list[Event]:
    """Return a signed agreement's life in order, for components/timeline.html; of today, or of a past moment.

    Parameters: ``today`` tells what is over from what is to come; ``internal`` tells also the notes and papers that
    only the keeper's people read. What has no day stands last; nothing gets a day that nobody knows (X01).
    """
    if agreement.status not in PUBLIC_STATUSES:
        return []
    events = [*_signatures(agreement, list(parties)), *_beginning(agreement)]
    events += [_renewal(period) for period in periods if period.basis == PeriodBasis.TACIT]
    events += [_act(act, internal=internal) for act in acts]
    events += _end(agreement)
    events.sort(key=lambda event: event["order"])
    for event in events:
        when = event.pop("day")
        event.pop("order")
        is_over = when is not None and when.latest is not None and when.latest <= today
        event["state"] = "done" if is_over else ""
        event["when"] = str(when) if when else _("day not known")
    return events


def _event(day: UncertainDate | None, rank: int, text: str, **rest: Any) -> Event:
    order = (*day.sort_key, rank) if day else (True, date.max, True, date.max, rank)
    return {"day": day, "order": order, "text": text, "note": "", **rest}


def _signatures(agreement: Agreement, parties: list[AgreementParty]) -> list[Event]:
    alone = [party for party in parties if party.signed and party.joined is None]
    if not alone:
        return [_event(agreement.signed, SIGNED, _("Signed"))] if agreement.signed else []
    return [
        _event(
            party.signed,
            SIGNED,
            _("%(party)s signs") % {"party": party},
            note=", ".join(one for one in (party.signatory, party.signatory_function) if one),
        )
        for party in alone
    ]


def _beginning(agreement: Agreement) -> list[Event]:
    return [_event(agreement.valid_from, BEGINS, _("Valid from this day"))] if agreement.valid_from else []


def _renewal(period: AgreementPeriod) -> Event:
    months = ngettext("for %(months)d month", "for %(months)d months", period.months or 0)
    term = _years(period.months or 0) or months % {"months": period.months or 0}
    text = _("Renewed tacitly %(term)s, until %(end)s") % {"term": term, "end": period.ends}
    return _event(period.begins, BEGINS, text)


def _years(months: int) -> str:
    years, rest = divmod(months, 12)
    if rest or not years:
        return ""
    return ngettext("for %(years)d year", "for %(years)d years", years) % {"years": years}


def _act(act: AgreementAct, *, internal: bool) -> Event:
    day = act.decided if act.kind in SAID else act.effective or act.decided
    notes = [str(act.what) if act.what else "", act.note if internal else ""]
    if act.article_numbers:
        notes.insert(0, _("Articles: %(numbers)s") % {"numbers": act.article_numbers})
    document, other = act.document, act.other_agreement
    if document is not None and (internal or document.confidentiality == Confidentiality.PUBLIC):
        notes.append(document.title)
    shown = other is not None and (internal or other.status in PUBLIC_STATUSES)
    url = other.get_absolute_url() if other is not None and shown else ""
    return _event(day, HAPPENS, sentence_of(act), note=" · ".join(note for note in notes if note), url=url)


# Acts that are said on a day and take effect on another.
SAID = frozenset({AgreementActKind.EXTENSION, AgreementActKind.NOTICE, AgreementActKind.NOTICE_WITHDRAWN})


def sentence_of(act: AgreementAct) -> str:
    """Return what an act did, in a few words: “North joins”."""
    values = {
        "party": act.party,
        "other": act.other_party,
        "into": act.organisation,
        "end": act.new_end,
        "agreement": act.other_agreement,
    }
    if act.kind == AgreementActKind.EXTENSION:
        sentence = _("Extended until %(end)s") if act.new_end else _("Extended, without an end")
    else:
        sentence = {
            AgreementActKind.AMENDMENT: _("Amended"),
            AgreementActKind.ACCESSION: _("%(party)s joins"),
            AgreementActKind.WITHDRAWAL: _("%(party)s leaves"),
            AgreementActKind.MERGER: _("%(party)s and %(other)s become %(into)s"),
            AgreementActKind.NOTICE: _("%(party)s gives notice, for the end on %(end)s"),
            AgreementActKind.NOTICE_WITHDRAWN: _("%(party)s takes its notice back"),
            AgreementActKind.SUPERSESSION: _("“%(agreement)s” takes its place"),
        }[AgreementActKind(act.kind)]
    return sentence % values


def _end(agreement: Agreement) -> list[Event]:
    end = agreement.end
    if end is None:
        return []
    goes_on = agreement.renews_tacitly and agreement.last_day is None
    if agreement.status in ENDED:
        return [_event(end, ENDS, agreement.get_status_display())]
    text = _("End of this period; renewed tacitly unless notice is given") if goes_on else _("Its last day")
    return [_event(end, ENDS, text)]
