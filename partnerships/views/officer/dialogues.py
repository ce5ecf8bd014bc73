"""Dialogues on the office page of a partnership, and the list of what they left to do."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.html import format_html
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from partnerships.domain import followups
from partnerships.filters.followups import FollowUpFilter
from partnerships.models import DialogueParticipant, FollowUp, Partnership
from partnerships.permissions import can_edit_partnership, can_tick_off
from partnerships.tables.followups import follow_up_columns
from portal.accounts.enums import EDITING_ROLES, READING_ROLES
from portal.accounts.permissions import reads
from portal.core.access import office
from portal.core.errors import DomainError, NotAllowed
from portal.core.tables import render_table

RULE = "follow-ups of the user's authorities; ticked off by their officers and administrators"


def section(partnership: Partnership, user: Any) -> dict[str, Any]:
    """Return what the office page shows of dialogues: who took part and what is to be done, to those who may read it."""
    may_edit = can_edit_partnership(user, partnership)
    rows = partnership.dialogues.prefetch_related(
        "fields",
        Prefetch(
            "participants",
            DialogueParticipant.objects.visible_to(user).select_related("organisation"),
            to_attr="seen_participants",
        ),
        Prefetch("follow_ups", FollowUp.objects.visible_to(user).for_list(), to_attr="seen_follow_ups"),
    )
    dialogues: list[Any] = list(rows)
    for dialogue in dialogues:
        for follow_up in dialogue.seen_follow_ups:
            follow_up.may_tick = can_tick_off(user, follow_up)
            follow_up.is_late = is_late(follow_up)
    return {
        "dialogues": dialogues,
        "may_edit_dialogues": may_edit,
        "reads_dialogues": partnership.authority_id in reads(user),
    }


def is_late(follow_up: FollowUp) -> bool:
    """Tell whether a follow-up is open though its last possible day is over."""
    latest = follow_up.due.latest if follow_up.due else None
    return not follow_up.is_done and latest is not None and latest < localdate()


@office(*READING_ROLES, rule=RULE)
def follow_up_list(request: HttpRequest) -> HttpResponse:
    """Show what the dialogues of one's authorities left to do: the open ones first, the most urgent first."""
    rows = FollowUp.objects.visible_to(request.user).for_list()
    token = get_token(request)
    here = request.get_full_path()

    def action(row: FollowUp) -> object:
        if not can_tick_off(request.user, row):
            return ""
        name = "follow_up_reopen" if row.is_done else "follow_up_done"
        return format_html(
            '<form method="post" action="{}"><input type="hidden" name="csrfmiddlewaretoken" value="{}">'
            '<input type="hidden" name="next" value="{}"><button class="btn btn-sm" type="submit">{}'
            '<span class="visually-hidden">: {}</span></button></form>',
            reverse(f"partnerships:officer:{name}", args=[row.pk]),
            token,
            here,
            _("Open again") if row.is_done else _("Tick off"),
            row.what,
        )

    return render_table(
        request,
        filterset=FollowUpFilter(request.GET, rows, request=request),
        columns=follow_up_columns(action),
        template="partnerships/officer/follow_up_list.html",
        title=_("Follow-ups"),
        empty=_("What dialogues leave to do is entered on the partnership's page, under the dialogue."),
    )


@office(*EDITING_ROLES, rule=RULE)
@require_POST
def follow_up_done(request: HttpRequest, pk: int) -> HttpResponse:
    """Tick a follow-up off; the message says how to take it back."""
    return _step(request, pk, followups.complete, gettext_lazy("Ticked off: %(what)s."))


@office(*EDITING_ROLES, rule=RULE)
@require_POST
def follow_up_reopen(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a tick back."""
    return _step(request, pk, followups.reopen, gettext_lazy("Open again: %(what)s."))


def _step(request: HttpRequest, pk: int, step: Any, sentence: Any) -> HttpResponse:
    rows = FollowUp.objects.visible_to(request.user).select_related("dialogue__partnership")
    follow_up = get_object_or_404(rows, pk=pk)
    page = reverse("partnerships:officer:partnership_detail", args=[follow_up.dialogue.partnership.slug])
    try:
        step(follow_up, by=request.user)
    except NotAllowed as error:
        raise PermissionDenied(" ".join(error.messages)) from error
    except DomainError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, sentence % {"what": follow_up.what})
    after = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(
        after, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return HttpResponseRedirect(after if safe else f"{page}#dialogues")
