"""Notice of a signed agreement: given by a party, taken back, and when the agreement ends by it."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from partnerships.domain import agreement_periods as periods
from partnerships.domain.agreement_acts import current_party, require_within, start_act, write_act
from partnerships.domain.agreement_writing import finish
from partnerships.enums import AgreementActKind
from partnerships.models import Agreement, AgreementAct, AgreementParty
from portal.core.errors import DomainError, field_errors
from portal.core.history import acting
from portal.core.uncertain import UncertainDate
from portal.core.uncertain.arithmetic import later, months_before


@transaction.atomic
def give_notice(
    agreement: Agreement,
    party: AgreementParty,
    *,
    given: UncertainDate | None,
    ends: UncertainDate | None = None,
    note: str = "",
    version: int | None,
    by: Any,
    today: date | None = None,
) -> AgreementAct:
    """Record that a party has given notice, and when the agreement ends by it.

    Parameters: ``given`` is the day it was given; ``ends`` the last day, where it is not the first that the notice
    period allows. A tacitly renewed agreement ends with a period: this one, or a later one that is written. Raises
    DomainError for notice that came too late, twice, or from somebody who is no party.
    """
    with acting(by):
        locked = start_act(agreement, version=version, by=by)
        current = current_party(locked, party)
        day = today or timezone.localdate()
        if given is None or (given.earliest and given.earliest > day):
            raise field_errors({"given": _("Say when notice was given: today or before.")})
        if locked.last_day is not None:
            raise DomainError(
                _("Notice has been given already: the agreement ends on %(day)s.") % {"day": locked.last_day},
                code="twice",
            )
        last_day = _end_by_notice(locked, given, ends)
        if last_day.is_unknown:
            raise field_errors({"ends": _("Say when the agreement ends by this notice.")})
        act = write_act(
            locked,
            AgreementActKind.NOTICE,
            by=by,
            party=current,
            decided=given,
            previous_end=locked.valid_until,
            new_end=last_day,
            note=note.strip(),
        )
        locked.last_day = last_day
        finish(locked)
        return act


@transaction.atomic
def withdraw_notice(
    agreement: Agreement,
    notice: AgreementAct,
    *,
    decided: UncertainDate | None = None,
    note: str = "",
    version: int | None,
    by: Any,
) -> AgreementAct:
    """Record that a notice is taken back: the agreement goes on as if it had not been given.

    Raises DomainError when that notice has been taken back before, or the agreement has ended by it.
    """
    with acting(by):
        locked = start_act(agreement, version=version, by=by)
        current = locked.acts.filter(pk=notice.pk, kind=AgreementActKind.NOTICE).first()
        if current is None or hasattr(current, "withdrawn_by"):
            raise DomainError(_("This notice has been withdrawn already."), code="twice")
        act = write_act(
            locked,
            AgreementActKind.NOTICE_WITHDRAWN,
            by=by,
            party=current.party,
            withdraws=current,
            decided=decided,
            note=note.strip(),
        )
        locked.last_day = None
        finish(locked)
        return act


def _end_by_notice(agreement: Agreement, given: UncertainDate, ends: UncertainDate | None) -> UncertainDate:
    """Return the last day of an agreement that notice is given to. Raises DomainError when it came too late."""
    if agreement.renews_tacitly and agreement.valid_until is not None:
        return _end_of_a_period(agreement, agreement.valid_until, given, ends)
    first = later(given, agreement.notice_months) if agreement.notice_months else given
    until = agreement.valid_until
    if until and until.latest and first.earliest and until.latest < first.earliest:
        raise field_errors(
            {
                "given": _("The agreement ends on %(end)s by itself, before the notice would end it.")
                % {"end": until}
            }
        )
    if ends is not None and ends.latest and first.earliest and ends.latest < first.earliest:
        raise field_errors(
            {
                "ends": _("With its notice period the agreement ends on %(day)s at the earliest.")
                % {"day": first}
            }
        )
    require_within(agreement, ends, field="ends")
    return ends or first


def _require_end_of_period(agreement: Agreement, ends: UncertainDate) -> None:
    """Refuse a last day on which no period of a tacitly renewed agreement ends, where one knows how long they are."""
    if not agreement.renewal_months or ends.earliest is None or ends.latest is None:
        return
    possible = periods.next_ends(agreement, ends.latest)
    if not any(one.may_overlap(ends.earliest, ends.latest) for one in possible):
        raise field_errors(
            {
                "ends": _("By notice it ends with a period, such as on %(end)s, and not within one.")
                % {"end": possible[-1]}
            }
        )


def _end_of_a_period(
    agreement: Agreement, current_end: UncertainDate, given: UncertainDate, ends: UncertainDate | None
) -> UncertainDate:
    """Return the end of the current period, or of the later one that is asked for, if the notice is in time for it."""
    end = ends or current_end
    if end.latest and current_end.earliest and end.latest < current_end.earliest:
        raise field_errors(
            {
                "ends": _("By notice it ends with its period: on %(end)s at the earliest.")
                % {"end": current_end}
            }
        )
    if ends is not None:
        _require_end_of_period(agreement, ends)
    deadline = months_before(end.earliest, agreement.notice_months or 0) if end.earliest else None
    if deadline is None or given.earliest is None or given.earliest <= deadline:
        return end
    sentence = _("For the end on %(end)s, notice had to be given by %(deadline)s.")
    following = periods.next_end(agreement) if ends is None else None
    values = {"end": end, "deadline": UncertainDate.of(deadline)}
    if following is not None:
        sentence = _(
            "For the end on %(end)s, notice had to be given by %(deadline)s. The agreement goes on; if this notice "
            "ends it with its next period, write %(next)s as the last day."
        )
        values["next"] = following
    raise field_errors({"given": sentence % values})
