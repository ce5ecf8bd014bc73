"""The two stages of a call: an expression of interest, then the full application, each with its own window."""

from datetime import datetime

from django.utils.translation import gettext as _

from grants.domain import windows
from grants.enums import FormStage, WindowKind
from grants.models import Application, Call
from portal.core.errors import DomainError
from portal.core.moments import say_moment

KIND_OF = {FormStage.EXPRESSION: WindowKind.EXPRESSION, FormStage.FULL: WindowKind.FULL}


def is_staged(call: Call) -> bool:
    """Tell whether an expression of interest comes before the full application: the call has windows of both kinds."""
    kinds = {window.kind for window in call.windows.all()}
    return kinds.issuperset(KIND_OF.values())


def first_stage(call: Call) -> FormStage:
    """Return the stage at which an application to this call begins."""
    return FormStage.EXPRESSION if is_staged(call) else FormStage.ANY


def bounds(call: Call, stage: str, now: datetime) -> tuple[datetime | None, datetime | None]:
    """Return when a stage opens and closes: its window that is open or comes next, else its last one.

    A full application profits from more time that the call was given. None where the window has no certain day: then
    the call's own window counts.
    """
    found = []
    for window in call.windows.all():
        if window.kind != KIND_OF.get(FormStage(stage)):
            continue
        try:
            moments = windows.moments_of(window, call)
        except DomainError:
            continue  # no certain day: this window closes nothing
        found.append((moments.opens, moments.closes[0]))
    found.sort(key=lambda one: one[1])
    if not found:
        return None, None
    opens, closes = next((one for one in found if one[1] > now), found[-1])
    if stage == FormStage.FULL and closes <= now:
        closes = max([closes, *(one.after for one in call.extensions.all())])
    return opens, closes


def closing_of(application: Application, now: datetime) -> datetime | None:
    """Return when what the application is at has to be handed in; no query where its call has no two stages."""
    return closing_at(application.call, application.stage, now)


def closing_at(call: Call, stage: str, now: datetime) -> datetime | None:
    """Return when a stage of a call closes: never later than the call."""
    if stage == FormStage.ANY:
        return call.closes_at
    known = [one for one in (bounds(call, stage, now)[1], call.closes_at) if one is not None]
    return min(known) if known else None


def said(call: Call, now: datetime) -> list[tuple[str, str]]:
    """Return the two stages of a call with their times in words; nothing where it has one."""
    if not is_staged(call):
        return []
    found = []
    for stage, kind in KIND_OF.items():
        opens, closes = bounds(call, stage, now)
        zone = call.time_zone
        if opens is not None and closes is not None:
            words = _("from %(opens)s until %(closes)s") % {
                "opens": say_moment(opens, zone),
                "closes": say_moment(closes, zone),
            }
        elif closes is not None:
            words = _("until %(closes)s") % {"closes": say_moment(closes, zone)}
        else:
            words = _("the day is not known yet")
        found.append((str(kind.label), words))
    return found


def closed_sentence(call: Call, stage: str, now: datetime) -> str:
    """Return why nothing is taken at this stage now, although the call is open; empty when it is."""
    if stage == FormStage.ANY:
        return ""
    opens, closes = bounds(call, stage, now)
    is_full = stage == FormStage.FULL
    if opens is not None and now < opens:
        sentence = (
            _("Full applications can be handed in from %(moment)s.")
            if is_full
            else _("Expressions of interest can be handed in from %(moment)s.")
        )
        return sentence % {"moment": say_moment(opens, call.time_zone)}
    if closes is not None and now >= closes:
        sentence = (
            _("Full applications could be handed in until %(moment)s.")
            if is_full
            else _("Expressions of interest could be handed in until %(moment)s.")
        )
        return sentence % {"moment": say_moment(closes, call.time_zone)}
    return ""
