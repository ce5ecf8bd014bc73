"""A first check whether one can apply: a few questions, nothing saved, no account."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from grants.domain.answers import EMPTY, read
from grants.domain.applications import closed_sentence
from grants.domain.conditions import asked_codes
from grants.domain.eligibility import Answer, Check, Result, check_of, results
from grants.enums import PartyKind
from grants.forms.items import Item, drawn
from grants.forms.posted import pressed_code, typed_in, with_buttons_pressed
from grants.models import Call
from grants.views import carried
from grants.views.applicant.ruling_notes import RuleNote
from grants.views.applicant.section_page import note_of
from grants.views.public.calls import OPEN, phase_of
from portal.core.access import public
from portal.core.limits import within_limit
from portal.core.moments import say_moment, time_left

CHECKS_A_MINUTE = 60
CHECKS_OF_ADDRESS = 600
KIND_FIELD = "applicant-kind"
GROUPS = (
    (Answer.STOPS, gettext_lazy("Not met"), "stop"),
    (Answer.WARNS, gettext_lazy("Look at this"), "wait"),
    (Answer.OPEN, gettext_lazy("Not answered yet"), "draft"),
    (Answer.MET, gettext_lazy("Met"), "good"),
    (Answer.OFFICER, gettext_lazy("An officer decides on this"), "info"),
    (Answer.LATER, gettext_lazy("Shows when you fill in the form"), "neutral"),
)


class KindForm(forms.Form):
    """Who applies, where the form itself does not ask."""

    kind = forms.ChoiceField(
        label=gettext_lazy("Who applies"),
        choices=[("", gettext_lazy("Choose")), *PartyKind.choices],
        required=False,
    )

    def add_prefix(self, field_name: str) -> str:
        """Return a name that no question's control has."""
        return KIND_FIELD


# Nothing is written but in the visitor's own session, which a form on another site does not reach (SameSite=Lax); so
# nobody is turned away over a token that has grown old while the page lay open.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@public("a published call; a draft by those who work for the authority")
def call_check(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask what the call's rules need to know, and say which of them are met."""
    call = get_object_or_404(
        Call.objects.visible_to(request.user).select_related("authority__organisation"), slug=slug
    )
    check = check_of(call)
    if request.method != "POST":
        typed, kind = carried.answers_for(request, call), carried.kind_for(request, call)
        return _page(request, check, typed, kind)
    kind = str(request.POST.get(KIND_FIELD, ""))
    kind = kind if kind in PartyKind.values else ""
    typed = with_buttons_pressed(request.POST, check.questions, typed_in(request.POST, check.questions))
    if not _within_limits(request):
        sentence = _(
            "You have checked very often in the last minute. Wait a minute, and press the button again."
        )
        return _page(request, check, typed, kind, sentence=sentence, status=429, show=False)
    if not carried.keep(request, call, typed, kind):
        sentence = _("This is more text than the check can take. Shorten it.")
        return _page(request, check, typed, kind, sentence=sentence, status=422, show=False)
    pressed = pressed_code(request.POST, check.questions)
    return _page(request, check, typed, kind, show=not pressed)


def _within_limits(request: HttpRequest) -> bool:
    """Count one more check of this visitor, then of the address, which many may share."""
    session = request.session.session_key
    if session and not within_limit("check-call", session, limit=CHECKS_A_MINUTE, seconds=60):
        return False
    address = request.META.get("REMOTE_ADDR", "")
    return within_limit("check-call-from", address, limit=CHECKS_OF_ADDRESS, seconds=60)


def _page(
    request: HttpRequest,
    check: Check,
    typed: dict[str, Any],
    kind: str,
    *,
    sentence: str = "",
    status: int = 200,
    show: bool = True,
) -> HttpResponse:
    now = timezone.now()
    call = check.call
    found = results(check, typed, kind=kind, now=now) if show and (typed or kind) else []
    context = {
        "call": call,
        "check": check,
        "items": _items(check, typed, found),
        "kind_form": KindForm({KIND_FIELD: kind}) if check.asks_kind else None,
        "groups": _grouped(found),
        "verdict": _verdict(found),
        "sentence": sentence,
        "closed": closed_sentence(call, now),
        "is_open": phase_of(call, now) == OPEN,
        "left": time_left(call.closes_at, now) if call.closes_at else "",
        "closes": say_moment(call.closes_at, call.time_zone) if call.closes_at else "",
        "start": reverse("grants:applicant:application_start", args=[call.slug]),
    }
    return render(request, "grants/public/call_check.html", context, status=status)


def _items(check: Check, typed: dict[str, Any], found: list[Result]) -> list[Item]:
    """Return the questions as the page draws them, with what is not understood said beside them."""
    questions, currency = check.questions, check.call.currency
    parts = drawn(questions, typed, form=questions, currency=currency)
    to_answer = asked_codes(questions, typed)
    items = []
    for question in questions:
        value = typed.get(question.code, "")
        is_asked = question.code in to_answer
        reading = read(question, value, currency=currency) if is_asked else EMPTY
        note, is_problem = note_of(question, reading, value)
        items.append(
            Item(
                question,
                note=note,
                is_problem=is_problem,
                is_asked=is_asked,
                rules=_notes(found, question.code),
                **parts[question.code],
            )
        )
    return items


def _notes(found: list[Result], code: str) -> list[RuleNote]:
    """Return what the rules have against the answer to a question."""
    return [
        RuleNote(one.why or one.sentence, one.answer == Answer.STOPS)
        for one in found
        if one.code == code and one.answer in {Answer.STOPS, Answer.WARNS}
    ]


def _grouped(found: list[Result]) -> list[tuple[str, str, list[Result]]]:
    grouped = [
        (str(heading), tone, [one for one in found if one.answer == answer])
        for answer, heading, tone in GROUPS
    ]
    return [group for group in grouped if group[2]]


def _verdict(found: list[Result]) -> tuple[str, str] | None:
    """Return what the check says on the whole, and its tone; None while nothing is answered."""
    if not found:
        return None
    answers = {one.answer for one in found}
    if Answer.STOPS in answers:
        return _("By these answers you cannot apply: something is not met."), "error"
    if Answer.OPEN in answers:
        return _("Nothing stands against it so far. Some conditions are not answered yet."), "info"
    return _("By these answers you can apply."), "success"
