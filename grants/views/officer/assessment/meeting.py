"""The meeting's view of a ranking: amounts edited in place, the line where the money ends, and what is agreed."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from grants.domain.assessment import meeting
from grants.models import AssessmentRound
from grants.permissions import can_agree_ranking
from grants.views.officer.assessment.rounds import READ_RULE, find_round, trail_of
from portal.accounts.enums import READING_ROLES, Role
from portal.core.access import office
from portal.core.amounts import AmountFormField, format_amount
from portal.core.amounts.formatting import format_number

RULE = "officers, decision makers and administrators of the authority that makes the call"
WORKING_ROLES = (Role.OFFICER, Role.DECISION_MAKER, Role.ADMINISTRATOR)
PAGE_SIZE = 200
FIELD = AmountFormField(required=False, min_value=0, max_value=Decimal("999999999999"))

type Problems = Mapping[int, str]


@office(*READING_ROLES, rule=READ_RULE)
def assessment_round_ranking(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the ranking; keep the amounts that the meeting proposes, or (asked by htmx) only reckon with them."""
    round = find_round(request, pk)
    if request.method != "POST":
        return _page(request, round)
    if not _works(request, round):
        return _page(request, round, sentence=_("This ranking is not yours to change."), status=403)
    amounts, problems = _posted(request)
    if "reckon" in request.GET:
        return _reckoned(request, round, amounts, problems)
    if not problems:
        try:
            meeting.propose(round, amounts, version=_version(request), by=request.user)
        except ValidationError as error:
            return _refused(request, round, amounts, error)
        messages.success(request, _("The amounts are kept."))
        return redirect("grants:officer:assessment_round_ranking", pk)
    return _page(request, round, amounts=amounts, problems=problems, status=422)


@require_POST
@office(*WORKING_ROLES, rule=RULE)
def assessment_round_agree(request: HttpRequest, pk: int) -> HttpResponse:
    """Agree the ranking with the amounts of the page: from here it is locked."""
    round = find_round(request, pk)
    amounts, problems = _posted(request)
    if problems:
        return _page(request, round, amounts=amounts, problems=problems, status=422)
    try:
        meeting.agree(round, amounts, version=_version(request), by=request.user)
    except ValidationError as error:
        return _refused(request, round, amounts, error)
    messages.success(request, _("The ranking is agreed, and stands in the register of every case."))
    return redirect("grants:officer:assessment_round_ranking", pk)


def _works(request: HttpRequest, round: AssessmentRound) -> bool:
    return can_agree_ranking(request.user, round.call) and not round.is_agreed


def _version(request: HttpRequest) -> int:
    typed = request.POST.get("version", "")
    return int(typed) if typed.isdecimal() else -1


def _posted(request: HttpRequest) -> tuple[dict[int, Decimal | None], dict[int, str]]:
    """Return the amounts by the applications' keys, and what is wrong with those that are none."""
    amounts: dict[int, Decimal | None] = {}
    problems: dict[int, str] = {}
    for name, typed in request.POST.items():
        key = name.removeprefix("amount-")
        if key == name or not key.isdecimal():
            continue
        try:
            amounts[int(key)] = FIELD.clean(typed)
        except ValidationError as error:
            problems[int(key)] = " ".join(error.messages)
    return amounts, problems


def _refused(
    request: HttpRequest,
    round: AssessmentRound,
    amounts: Mapping[int, Decimal | None],
    error: ValidationError,
) -> HttpResponse:
    """Show the page again with what stands against it beside its amount, or above the list."""
    problems: dict[int, str] = {}
    sentence = ""
    if hasattr(error, "error_dict"):
        for name, errors in error.message_dict.items():
            problems[int(name.removeprefix("amount-"))] = " ".join(errors)
    else:
        sentence = " ".join(error.messages)
    fresh = find_round(request, round.pk)
    return _page(request, fresh, amounts=amounts, problems=problems, sentence=sentence, status=422)


def _page(
    request: HttpRequest,
    round: AssessmentRound,
    *,
    amounts: Mapping[int, Decimal | None] | None = None,
    problems: Problems | None = None,
    sentence: str = "",
    status: int = 200,
) -> HttpResponse:
    context = _context(request, round, amounts or {}, problems or {})
    context |= {"sentence": sentence, "trail": trail_of(round.call, round)}
    return render(request, "grants/officer/assessment_round_ranking.html", context, status=status)


def _reckoned(
    request: HttpRequest, round: AssessmentRound, amounts: Mapping[int, Decimal | None], problems: Problems
) -> HttpResponse:
    """Answer with the sums and the line alone: nothing is kept."""
    context = _context(request, round, amounts, problems)
    return render(request, "grants/officer/assessment_round_ranking.html#reckoned", context)


def _context(
    request: HttpRequest, round: AssessmentRound, amounts: Mapping[int, Decimal | None], problems: Problems
) -> dict[str, Any]:
    board = meeting.board(round, amounts)
    currency = round.call.currency
    typed = {key: request.POST.get(f"amount-{key}", "") for key in problems}

    page = Paginator(board.rows, PAGE_SIZE).get_page(request.GET.get("page"))

    def shown(row: meeting.Row) -> dict[str, Any]:
        one = row.ranked
        key = one.application.pk
        amount = amounts.get(key, one.proposed)
        return {
            "row": row,
            "one": one,
            "key": key,
            "case": reverse("grants:officer:application_detail", args=[one.application.reference]),
            "amount": typed.get(key) or ("" if amount is None else format_number(amount)),
            "running": format_amount(row.running, currency),
            "problem": problems.get(key, ""),
        }

    return {
        "round": round,
        "board": board,
        "page": page,
        "rows": [shown(row) for row in page],
        "works": _works(request, round),
        "currency": currency,
        "address": reverse("grants:officer:assessment_round_ranking", args=[round.pk]),
        "agree_address": reverse("grants:officer:assessment_round_agree", args=[round.pk]),
    }
