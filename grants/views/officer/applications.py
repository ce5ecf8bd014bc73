"""Cases: the list, and one case as it was handed in with everything that has happened to it."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from grants.documents import readable
from grants.domain import completions, readers
from grants.domain.closed import is_closed
from grants.domain.columns import sides_of
from grants.domain.deciding.halves import can_decide_half, deciders, standing_halves
from grants.domain.deciding.spending import left_to_grant
from grants.domain.screening import SCREENED_STATUSES
from grants.domain.signatures import role_label
from grants.enums import DECIDED_STATUSES, ApplicationStatus, FormStage
from grants.filters import ApplicationFilter
from grants.models import Application, Award, CallFunder, Decision
from grants.permissions import can_decide, can_screen, can_tie, can_write_to_applicant, has_interest
from grants.tables import APPLICATION_TONES, CHOOSE, DEFAULT_SORT, READ_BY_COLUMN, columns_of
from grants.views.officer.case_sections import LAST_SECTIONS, SECTIONS
from grants.views.officer.casework.lists import address_of, desk_of, is_shared_with, list_tools
from grants.views.officer.finding import RULE, find_case, trail_of
from grants.views.officer.screenings import funders_screening, screening_step
from grants.views.sections import filled
from grants.views.telling import entries_of, requests_of
from portal.accounts.enums import READING_ROLES
from portal.accounts.permissions import edits
from portal.core.access import office
from portal.core.amounts import format_amount
from portal.core.enums import DocumentKind
from portal.core.models import Document
from portal.core.moments import say_moment
from portal.core.tables import render_table, spoken


@office(*READING_ROLES, rule=RULE)
def application_list(request: HttpRequest) -> HttpResponse:
    """Show the register of cases, as the person wants it."""
    setting, found = desk_of(request.user)
    if (
        not request.GET
        and setting.opens_with is not None
        and is_shared_with(setting.opens_with, request.user)
    ):
        return redirect(address_of(setting.opens_with))
    columns = columns_of(setting.columns)
    cases = Application.objects.submitted_to(request.user).for_cases(
        READ_BY_COLUMN.intersection(column.name for column in columns)
    )
    works = bool(edits(request.user))
    return render_table(
        request,
        filterset=ApplicationFilter(request.GET, cases, request=request),
        columns=[CHOOSE, *columns] if works else columns,
        template="grants/officer/application_list.html",
        title=_("Applications"),
        empty=_(
            "When somebody hands in an application to one of your calls, it is listed here. See which calls are open, or "
            "publish one."
        )
        if works
        else _("When somebody hands in an application to one of your calls, it is listed here."),
        default_sort=DEFAULT_SORT,
        bare_query={"all": "1"} if setting.opens_with_id else {},
        context={
            **list_tools(request, found, works=works),
            "empty_url": reverse("grants:officer:call_list"),
            "empty_action": _("Your calls"),
        },
    )


@office(*READING_ROLES, rule=RULE)
def application_detail(request: HttpRequest, reference: str) -> HttpResponse:
    """Show one case."""
    application = find_case(request, reference)
    decision = (
        Decision.objects.standing()
        .select_related("decided_by", "award__exchange")
        .filter(application=application)
        .first()
    )
    documents = Document.objects.of(application)
    free = not has_interest(request.user, application)
    context = {
        "application": application,
        "status": (
            application.get_status_display(),
            APPLICATION_TONES[ApplicationStatus(application.status)],
        ),
        "next_step": next_step(application, request.user),
        "facts": _facts(application),
        "sections": readable(readers.content_for(request.user, application)),
        "attachments": readers.files_for(request.user, application),
        "letters": [file for file in documents if file.kind != DocumentKind.ATTACHMENT],
        "screenings": _screenings(application),
        "funders_screening": funders_screening(application),
        "decision": decision,
        "award": _award(decision),
        "granted": _granted(decision),
        "tie_url": _tie_url(application, decision, request.user),
        "moves": _moves(application),
        "people": _people(application),
        "signatures": _signatures(application),
        "submissions": _submissions(application),
        "entries": entries_of(application, request.user),
        "requests": requests_of(application, request.user, timezone.now()),
        "writes": free and can_write_to_applicant(request.user, application),
        "asks": free and completions.may_ask(request.user, application),
        "more": filled(SECTIONS, request, application),
        "last": filled(LAST_SECTIONS, request, application),
        "trail": trail_of(),
    }
    return render(request, "grants/officer/application_detail.html", context)


def next_step(application: Application, user: Any) -> dict[str, Any]:
    """Return what has to happen next: a sentence, and the user's actions (words, address, whether the main one)."""
    interest = has_interest(user, application)
    waiting, screens, again = screening_step(application, user)
    decides = can_decide(user, application) and not interest
    actions = []
    status = application.status
    expressed = status == ApplicationStatus.SUBMITTED and application.stage == FormStage.EXPRESSION
    if expressed:
        sentence = _("An officer has to accept or decline the expression of interest.")
        if can_screen(user, application.authority_id) and not interest:
            address = _address("application_expression", application)
            actions.append((_("Answer the expression of interest"), address, True))
    elif status == ApplicationStatus.SUBMITTED:
        sentence = waiting
    elif status in {ApplicationStatus.ELIGIBLE, ApplicationStatus.INELIGIBLE}:
        half_decided, missing = _halves(application)
        sentence = half_decided or (
            _("It meets the conditions. A decision maker has to decide.")
            if status == ApplicationStatus.ELIGIBLE
            else _(
                "It does not meet the conditions. A decision maker has to reject it, or an officer checks it again."
            )
        )
        if missing:
            own = [funder for funder in missing if not interest and can_decide_half(user, funder)]
            actions += [
                (
                    _("Decide"),
                    reverse("grants:officer:application_half", args=[application.reference, one.pk]),
                    True,
                )
                for one in own[:1]
            ]
        elif decides:
            actions.append((_("Decide"), _address("application_decide", application), True))
    else:
        sentence = {
            ApplicationStatus.INVITED: _("The applicant writes the full application."),
            ApplicationStatus.DECLINED: _("It was declined. The applicant has been told."),
            ApplicationStatus.APPROVED: _("It is decided."),
            ApplicationStatus.REJECTED: _("It is decided."),
            ApplicationStatus.WITHDRAWN: _("The applicant has taken it back. Nothing more is to be done."),
        }.get(ApplicationStatus(status), "")
        if status in {ApplicationStatus.APPROVED, ApplicationStatus.REJECTED}:
            if is_closed(application):
                sentence = _("It is closed. Nothing of it changes any more.")
            else:
                actions.append((_("What is to be done before it is closed"), "#closing", False))
    if screens and not interest and not expressed and status in SCREENED_STATUSES:
        words = _("Screen again") if again else _("Screen")
        actions.append((words, _address("application_screen", application), not again))
    if interest and status not in DECIDED_STATUSES:
        sentence = (
            f"{sentence} {_('You have an interest in this case, so that a colleague has to handle it.')}"
        )
    return {"sentence": sentence, "actions": actions}


def _halves(application: Application) -> tuple[str, list[CallFunder]]:
    """Return what is said where some funders of a joint call have decided their half, and those that have not yet."""
    funders = deciders(application.call)
    decided = {half.funder_id for half in standing_halves(application)} if funders else set()
    missing = [funder for funder in funders if funder.pk not in decided]
    if not decided:
        return "", missing
    said = [
        _("%(funder)s has decided its half.") % {"funder": funder}
        for funder in funders
        if funder.pk in decided
    ]
    said += [_("%(funder)s has to decide, too.") % {"funder": funder} for funder in missing]
    return " ".join(said), missing


def _screenings(application: Application) -> Any:
    found = application.screenings.select_related("screened_by", "authority__organisation")
    return found.prefetch_related("findings")


def _address(name: str, application: Application) -> str:
    return reverse(f"grants:officer:{name}", args=[application.reference])


def _facts(application: Application) -> list[dict[str, Any]]:
    call = application.call
    left = left_to_grant(call)
    return [
        {"label": _("Applicant"), "value": application.applicant_name},
        {"label": _("Sent by"), "lines": [str(application.applicant), application.applicant.email]},
        {"label": _("Call"), "value": spoken(call.names)},
        {
            "label": _("Amount applied for"),
            "value": format_amount(application.requested, call.currency)
            if application.requested is not None
            else _("not said"),
        },
        {
            "label": _("Left in the call"),
            "value": _("no limit is set") if left is None else format_amount(left, call.currency),
        },
        {
            "label": _("Submitted"),
            "value": say_moment(application.submitted_at, call.time_zone) if application.submitted_at else "",
        },
        *_nominated(application),
        {"label": _("Diary number"), "value": application.diary_number},
        {"label": _("Reference"), "value": application.reference},
    ]


def _nominated(application: Application) -> list[dict[str, Any]]:
    """Return who has nominated the applicant, in which place, and why; nothing where nobody has."""
    nomination = application.nomination
    if nomination is None:
        return []
    body = str(nomination.organisation)
    if nomination.rank is not None:
        body = _("%(body)s, in place %(rank)s") % {"body": body, "rank": nomination.rank}
    return [{"label": _("Nominated by"), "lines": [body, *nomination.reasons.splitlines()]}]


def _tie_url(application: Application, decision: Decision | None, user: Any) -> str:
    """Return where the award is tied to an exchange; nothing where there is no award, or the user may not."""
    has_award = _award(decision) is not None
    return _address("application_exchange", application) if has_award and can_tie(user, application) else ""


def _award(decision: Decision | None) -> Award | None:
    """Return the award of a decision in force; none where a change after an appeal has taken it away."""
    award = getattr(decision, "award", None)
    return award if award is not None and award.revoked_at is None else None


def _granted(decision: Decision | None) -> str:
    award = _award(decision)
    return format_amount(award.amount, award.currency) if award else ""


def _people(application: Application) -> list[dict[str, Any]]:
    """Return who takes part, as what was handed in names them."""
    people = (application.content or {}).get("participants", [])
    sides = dict(sides_of(application.call)) if any(one["side"] for one in people) else {}
    return [
        {
            **one,
            "role_label": role_label(one["role"]),
            "side": sides.get(one["side"], one["side"]),
            "money": format_amount(Decimal(one["amount"]), one["currency"]) if one["amount"] else "",
        }
        for one in people
    ]


def _signatures(application: Application) -> list[dict[str, Any]]:
    """Return the signatures that what was handed in names, with their moments in words."""
    zone = application.call.time_zone
    return [
        {
            **one,
            "role_label": role_label(one["role"]),
            "at": say_moment(datetime.fromisoformat(one["signed_at"]), zone),
        }
        for one in (application.content or {}).get("signatures", [])
    ]


def _submissions(application: Application) -> list[dict[str, Any]]:
    """Return the versions that were handed in, where there is more than one, the latest first."""
    found = list(application.submissions.defer("content").order_by("-number"))
    zone = application.call.time_zone
    return [
        {
            "number": one.number,
            "at": say_moment(one.submitted_at, zone),
            "sha256": one.content_sha256,
            "url": reverse("grants:officer:application_submission", args=[application.reference, one.number]),
        }
        for one in found
        if len(found) > 1
    ]


def _moves(application: Application) -> list[dict[str, Any]]:
    words = dict(ApplicationStatus.choices)
    return [
        {
            "at": step.at,
            "by": step.by,
            "label": _("handed in again")
            if step.from_status == step.to_status
            else _("set the status to “%(status)s”") % {"status": words.get(step.to_status, step.to_status)},
            "note": step.note,
        }
        for step in application.moves.select_related("by")
    ]
