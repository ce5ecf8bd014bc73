"""Nominating for a call, in the name of an organisation that one acts for."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from grants.domain import nominations
from grants.enums import CallStatus
from grants.forms.nominations import NominationForm
from grants.models import Call, Nomination
from grants.views.telling import nominated
from portal.core.access import applicant
from portal.core.editing import add_errors
from portal.core.errors import DomainError
from portal.core.limits import within_limit
from portal.core.moments import say_moment

NOMINATIONS_AN_HOUR = 40


@require_safe
@applicant("anyone who has signed in, about the nominations of organisations that they act for")
def nomination_list(request: HttpRequest, slug: str) -> HttpResponse:
    """Show whom one's organisations have nominated for a call, and what became of it."""
    call, now = _call(request, slug), timezone.now()
    closes = nominations.closing_of(call, now)
    mine = Nomination.objects.visible_to(request.user).own(request.user).filter(call=call)
    context = {
        "call": call,
        "closed": nominations.closed_sentence(call, now),
        "closes": say_moment(closes, call.time_zone) if closes else "",
        "limit": nominations.limit_sentence(call),
        "acts": request.user.representations.exists(),  # type: ignore[union-attr]
        "nominations": nominated(mine),
    }
    return render(request, "grants/applicant/nomination_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@applicant("who acts for an organisation, for a published call that takes nominations")
def nomination_add(request: HttpRequest, slug: str) -> HttpResponse:
    """Nominate somebody."""
    call = _call(request, slug)
    form = NominationForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        if not within_limit("nominate", request.user.pk, limit=NOMINATIONS_AN_HOUR, seconds=3600):
            form.add_error(
                None, _("You have sent very many nominations within an hour. Wait a while, then go on.")
            )
        elif (made := _nominate(request, call, form)) is not None:
            messages.success(request, _("%(email)s has been told.") % {"email": made.email})
            return redirect("grants:applicant:nomination_list", call.slug)
    context = {"call": call, "form": form, "limit": nominations.limit_sentence(call)}
    return render(
        request, "grants/applicant/nomination_add.html", context, status=422 if form.errors else 200
    )


@require_POST
@applicant("who acts for the organisation that has nominated")
def nomination_withdraw(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Take a nomination back."""
    mine = Nomination.objects.visible_to(request.user).own(request.user)
    nomination = get_object_or_404(mine.select_related("organisation"), call__slug=slug, pk=pk)
    try:
        nominations.withdraw(nomination, by=request.user)
    except DomainError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("The nomination is withdrawn."))
    return redirect("grants:applicant:nomination_list", slug)


def _nominate(request: HttpRequest, call: Call, form: NominationForm) -> Nomination | None:
    try:
        return nominations.nominate(
            call,
            organisation=form.cleaned_data["organisation"],
            email=form.cleaned_data["email"],
            values=form.values,
            by=request.user,
            now=timezone.now(),
        )
    except ValidationError as error:
        add_errors(form, error)
    return None


def _call(request: HttpRequest, slug: str) -> Call:
    call = get_object_or_404(
        Call.objects.visible_to(request.user).select_related("authority__organisation"), slug=slug
    )
    if call.status == CallStatus.DRAFT or not nominations.takes_nominations(call):
        raise Http404
    return call
