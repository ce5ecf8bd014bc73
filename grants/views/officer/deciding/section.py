"""How the decision came about, on the page of a case: halves, acts, letters, conditions, appeals."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from grants.domain.deciding import conditions, halves
from grants.enums import APPEAL_TRANSITIONS, AppealState, ApplicationStatus, DecisionActKind
from grants.models import Appeal, Application, Decision, DecisionAct, DecisionCondition, FunderDecision
from grants.permissions import can_decide, can_write_to_applicant, has_interest
from grants.views.sections import Shown
from portal.core.amounts import format_amount
from portal.core.moments import say_date, say_moment

TEMPLATE = "grants/officer/parts/deciding.html"
TO_DECIDE = {ApplicationStatus.ELIGIBLE, ApplicationStatus.INELIGIBLE}
STEPS = {
    AppealState.DISMISSED: "dismiss",
    AppealState.UPHELD: "uphold",
    AppealState.CHANGED: "change",
    AppealState.FORWARDED: "forward",
    AppealState.ANSWERED: "answer",
}
BY_DECIDERS = {AppealState.DISMISSED, AppealState.UPHELD, AppealState.CHANGED}


def may_refer(user: Any, application: Application) -> bool:
    """Tell whether the user may send the case back: who decides it, or a funder's half of it."""
    if can_decide(user, application):
        return True
    return any(halves.can_decide_half(user, one) for one in halves.deciders(application.call))


def build(request: HttpRequest, application: Application) -> Shown:
    """Return what the section shows; nothing while nothing is decided and nobody here decides."""
    user = request.user
    free = not has_interest(user, application)
    decides = can_decide(user, application) and free
    writes = can_write_to_applicant(user, application) and free
    funders = _funders(user, application, free=free)
    acts = _acts(user, application)
    standing = Decision.objects.standing().filter(application=application).exists()
    waits = application.status in TO_DECIDE
    refers = waits and free and may_refer(user, application)
    appeals = _appeals(user, application, decides=decides, writes=writes)
    if not (funders or acts or refers or appeals):
        return None
    actions = []
    if refers:
        actions.append((_("Refer the case back"), _address("application_refer", application)))
    if standing and decides:
        actions.append((_("Correct the decision"), _address("application_correct", application)))
        if not funders:
            actions.append((_("Revoke the decision"), _address("application_revoke", application)))
    if standing and writes and not application.call.decision_final:
        actions.append((_("Record an appeal"), _address("application_appeal_record", application)))
    here = {
        "funders": funders,
        "acts": acts,
        "conditions": _conditions(application, writes=writes),
        "appeals": appeals,
        "actions": actions,
    }
    return TEMPLATE, here


def _address(name: str, application: Application, *more: Any) -> str:
    return reverse(f"grants:officer:{name}", args=[application.reference, *more])


def _funders(user: Any, application: Application, *, free: bool) -> list[dict[str, Any]]:
    """Return the funders that decide, each with its half, and where the user decides or withdraws it."""
    funders = halves.deciders(application.call)
    if not funders:
        return []
    zone, currency = application.authority.time_zone, application.call.currency
    found = (
        FunderDecision.objects.visible_to(user)
        .filter(application=application)
        .select_related("by", "ended_by")
    )
    rows = list(found.order_by("pk"))
    shown = []
    for funder in funders:
        mine = free and halves.can_decide_half(user, funder)
        own = [half for half in rows if half.funder_id == funder.pk]
        current = next((half for half in own if half.ended_at is None), None)
        address, words = "", ""
        if mine and current is not None:
            address, words = (
                _address("application_half_withdraw", application, current.pk),
                _("Withdraw this half"),
            )
        elif mine and application.status in TO_DECIDE:
            address, words = _address("application_half", application, funder.pk), _("Decide this half")
        shown.append(
            {
                "funder": funder,
                "halves": [
                    {
                        "half": half,
                        "amount": format_amount(half.amount, currency) if half.amount is not None else "",
                        "at": say_moment(half.at, zone),
                        "tone": "ended" if half.ended_at else TONES[half.outcome],
                    }
                    for half in own
                ],
                "waits": current is None,
                "address": address,
                "words": words,
            }
        )
    return shown


TONES = {"approved": "good", "rejected": "stop", "": "ended"}


def _acts(user: Any, application: Application) -> list[dict[str, Any]]:
    """Return the acts with what became of their letters, the newest first."""
    zone, currency = application.authority.time_zone, application.call.currency
    found = (
        DecisionAct.objects.visible_to(user)
        .filter(application=application)
        .select_related("by", "letter__document", "letter__opened_by")
    )
    newest_first = list(found.order_by("-number"))
    return [
        {
            "act": act,
            # The page of the case says the decision in force itself, with its reasons: not a second time.
            "reasons": "" if act == newest_first[0] and act.kind == DecisionActKind.ORIGINAL else act.reasons,
            "tone": "wait" if act.kind == DecisionActKind.REFERRAL else TONES[act.outcome],
            "amount": format_amount(act.amount, currency) if act.amount is not None else "",
            "at": say_moment(act.at, zone),
            "letter": _letter(act, zone),
            "document": getattr(getattr(act, "letter", None), "document", None),
        }
        for act in newest_first
    ]


def _letter(act: DecisionAct, zone: str) -> str:
    letter = getattr(act, "letter", None)
    if letter is None:
        return ""
    if letter.opened_at is not None:
        values = {"moment": say_moment(letter.opened_at, zone), "who": letter.opened_by}
        return _("The letter was opened %(moment)s by %(who)s.") % values
    if letter.sent_at is not None:
        return _("The letter was sent %(moment)s and has not been opened.") % {
            "moment": say_moment(letter.sent_at, zone)
        }
    return _("The letter goes out %(moment)s.") % {"moment": say_moment(letter.due, zone)}


def _conditions(application: Application, *, writes: bool) -> list[dict[str, Any]]:
    zone = application.authority.time_zone
    return [
        {
            "condition": one,
            "due": say_date(one.due_on) if one.due_on else "",
            "fulfilled": _fulfilled(one, zone),
            "address": _address("application_condition_fulfil", application, one.pk)
            if writes and one.fulfilled_at is None
            else "",
        }
        for one in conditions.in_force(application)
    ]


def _fulfilled(condition: DecisionCondition, zone: str) -> str:
    if condition.fulfilled_at is None:
        return ""
    values = {"moment": say_moment(condition.fulfilled_at, zone), "who": condition.fulfilled_by}
    return _("fulfilled %(moment)s, recorded by %(who)s") % values


def _appeals(user: Any, application: Application, *, decides: bool, writes: bool) -> list[dict[str, Any]]:
    """Return the appeals, each with the steps that the user may take now."""
    steps = {
        AppealState.DISMISSED: _("Dismiss as too late"),
        AppealState.UPHELD: _("Let the decision stand"),
        AppealState.CHANGED: _("Change the decision"),
        AppealState.FORWARDED: _("Send on"),
        AppealState.ANSWERED: _("Record the answer"),
    }
    found = Appeal.objects.visible_to(user).filter(application=application).prefetch_related("moves")
    shown = []
    for appeal in found.order_by("number"):
        following = [AppealState(state) for state in sorted(APPEAL_TRANSITIONS[appeal.status])]
        may = [
            state
            for state in following
            if (decides if state in BY_DECIDERS else writes)
            and (state != AppealState.DISMISSED or appeal.is_late)
        ]
        shown.append(
            {
                "appeal": appeal,
                "arrived": say_date(appeal.arrived_on),
                "due": say_date(appeal.due_on) if appeal.due_on else "",
                "note": next((move.note for move in reversed(appeal.moves.all())), ""),
                "steps": [
                    (steps[state], _address(_route(state), application, appeal.pk, STEPS[state]))
                    for state in may
                ],
            }
        )
    return shown


def _route(state: AppealState) -> str:
    return "application_appeal_decide" if state in BY_DECIDERS else "application_appeal_send"
