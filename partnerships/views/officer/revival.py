"""Taking up a sleeping relation again: its history, what worked, who is still active, and the draft of a letter."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from partnerships.documents import FORMATS
from partnerships.domain import letters as letters_domain
from partnerships.enums import PARTNERSHIP_TRANSITIONS, PartnershipState
from partnerships.forms.letters import LetterForm
from partnerships.happenings import picture_of, told
from partnerships.letters import WORDS, Letter, draft, language_for
from partnerships.models import Partnership
from partnerships.permissions import can_edit_partnership
from partnerships.pulse import ASLEEP_AFTER, age, pulses
from partnerships.tables.partnerships import state_tone
from partnerships.tables.radar import signal_note
from portal.accounts.enums import EDITING_ROLES
from portal.core.access import office
from portal.core.errors import DomainError
from portal.core.registry import Happening

RULE = "officers and administrators of the authority that holds the partnership"
AWAKE = [PartnershipState.EXPLORATORY, PartnershipState.ACTIVE]


@office(*EDITING_ROLES, rule=RULE)
def partnership_revival(request: HttpRequest, slug: str) -> HttpResponse:
    """Show what there was and what can be built on; keep the letter's draft, or hand it out as a file."""
    partnership = get_object_or_404(
        Partnership.objects.visible_to(request.user).select_related(
            "authority__organisation", "holder", "region", "counterpart__region", "officer"
        ),
        slug=slug,
    )
    if not can_edit_partnership(request.user, partnership):
        raise PermissionDenied
    rows = told(partnership, request.user)
    if request.method == "POST":
        form = LetterForm(request.POST)
        if form.is_valid():
            return _answer(request, partnership, form.letter())
    else:
        form = LetterForm.of(_letter(request, partnership, rows))
    context = _context(request.user, partnership, rows)
    context["form"] = form
    context["letter_language"] = form["language"].value()
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "partnerships/officer/partnership_revival.html", context, status=status)


def _answer(request: HttpRequest, partnership: Partnership, letter: Letter) -> HttpResponse:
    """Keep the draft, or send it to the browser as a file of the kind that the button names."""
    asked = FORMATS.get(request.POST.get("as", ""))
    if asked is None:
        try:
            letters_domain.save_draft(partnership, letter, by=request.user)
        except DomainError as error:
            messages.error(request, " ".join(error.messages))
        else:
            messages.success(request, _("The draft is kept among the documents. Nothing has been sent."))
        page = reverse("partnerships:officer:partnership_revival", args=[partnership.slug])
        return redirect(f"{page}?language={letter.language}#letter")
    sender = partnership.authority.organisation.names.in_language(letter.language)
    response = HttpResponse(asked.make(letter, sender), content_type=asked.media_type)
    response["Content-Disposition"] = (
        f'attachment; filename="{partnership.slug}-{letter.language}.{asked.ending}"'
    )
    return response


def _letter(request: HttpRequest, partnership: Partnership, rows: list[Happening]) -> Letter:
    """Return the draft kept last in the language, or a new one; ``?new=yes`` asks for a new one."""
    language = request.GET.get("language", "")
    if language not in WORDS:
        language = language_for(partnership)
    kept = letters_domain.last_draft(partnership, language)
    if kept is not None and request.GET.get("new") != "yes":
        return kept
    agreement = partnership.agreements.visible_to(request.user).order_by("-valid_until_latest", "-pk").first()
    sender = str(partnership.officer or request.user)
    return draft(partnership, language=language, agreement=agreement, happenings=rows, sender=sender)


def _context(user: Any, partnership: Partnership, rows: list[Happening]) -> dict[str, Any]:
    today = localdate()
    periods = list(partnership.periods.all())
    pulse = pulses([partnership], user, today)[0]
    state_url = reverse("partnerships:officer:partnership_state", args=[partnership.slug])
    return {
        "partnership": partnership,
        "tone": state_tone(partnership.state),
        "page": reverse("partnerships:officer:partnership_detail", args=[partnership.slug]),
        "pulse": pulse,
        "months": ASLEEP_AFTER,
        "age": age(pulse.latest.day, today) if pulse.latest and pulse.latest.day else "",
        "signals": [
            (kind, signal, signal_note(signal, today) if signal else "") for kind, signal in pulse.signals
        ],
        "picture": picture_of(partnership, periods, rows),
        "periods": periods,
        "worked": [row for row in rows if row.results],
        "others": [row for row in rows if not row.results],
        "participants": partnership.participants.select_related("organisation").order_by("engagement", "pk"),
        "letter_languages": settings.CONTENT_LANGUAGES,
        "formats": list(FORMATS),
        "steps": [
            (f"{state_url}?to={state.value}", state.label)
            for state in AWAKE
            if state in PARTNERSHIP_TRANSITIONS[partnership.state]
        ],
    }
