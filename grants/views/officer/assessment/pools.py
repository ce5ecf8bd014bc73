"""Pools of assessors at the office: the list, one with its members, who comes in and goes out."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from grants.domain.assessment import pools
from grants.forms.assessment import NewPoolForm, PoolForm, PoolMemberForm
from grants.models import AssessorPool, PoolMember
from grants.permissions import can_keep_pool
from partnerships.views.officer.record import Line, Section, facts_of
from portal.accounts.enums import EDITING_ROLES, READING_ROLES
from portal.accounts.permissions import edits
from portal.core.access import office
from portal.core.editing import edit_page
from portal.core.moments import say_date

READ_RULE = "those who read for the authority whose pool it is"
RULE = "officers and administrators of the authority whose pool it is"


def _find(request: HttpRequest, pk: int) -> AssessorPool:
    found = AssessorPool.objects.visible_to(request.user)
    return get_object_or_404(found.select_related("authority__organisation", "funder"), pk=pk)


def _keeping(request: HttpRequest, pk: int) -> AssessorPool:
    pool = _find(request, pk)
    if not can_keep_pool(request.user, pool):
        raise PermissionDenied
    return pool


def _address(pool: AssessorPool) -> str:
    return reverse("grants:officer:assessor_pool_detail", args=[pool.pk])


def _trail(pool: AssessorPool | None = None) -> list[tuple[object, str]]:
    trail: list[tuple[object, str]] = [
        (_("Calls"), reverse("grants:officer:call_list")),
        (_("Pools of assessors"), reverse("grants:officer:assessor_pool_list")),
    ]
    return [*trail, (pool.names, _address(pool))] if pool is not None else trail


@require_safe
@office(*READING_ROLES, rule=READ_RULE)
def assessor_pool_list(request: HttpRequest) -> HttpResponse:
    """Show the pools of the user's authorities."""
    found = AssessorPool.objects.visible_to(request.user).select_related("authority__organisation")
    context = {
        "pools": [(one, _address(one)) for one in found],
        "can_add": bool(edits(request.user)),
        "trail": _trail()[:1],
    }
    return render(request, "grants/officer/assessor_pool_list.html", context)


@require_safe
@office(*READING_ROLES, rule=READ_RULE)
def assessor_pool_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a pool with its members, those of before included."""
    pool = _find(request, pk)
    keeps = can_keep_pool(request.user, pool)
    edit_url = reverse("grants:officer:assessor_pool_edit", args=[pk]) if keeps else ""
    members = pool.members.select_related("user").prefetch_related("fields").order_by("-since", "pk")
    context = {
        "pool": pool,
        "section": Section(_("The pool"), "pool", facts=facts_of(pool, PoolForm), edit_url=edit_url),
        "members": Section(
            _("Assessors"),
            "members",
            lines=[
                Line(
                    str(one.user),
                    _told(one),
                    edit_url=reverse("grants:officer:pool_member_edit", args=[one.pk]) if keeps else "",
                )
                for one in members
            ],
            add_url=reverse("grants:officer:pool_member_create", args=[pk]) if keeps else "",
            add_words=_("Add an assessor"),
            empty=_("Nobody is in this pool yet."),
        ),
        "trail": _trail(),
    }
    return render(request, "grants/officer/assessor_pool_detail.html", context)


def _told(member: PoolMember) -> str:
    """Return since when somebody is in the pool and what they know, in one line."""
    period = (
        _("%(since)s to %(until)s") % {"since": say_date(member.since), "until": say_date(member.until)}
        if member.until
        else _("since %(since)s") % {"since": say_date(member.since)}
    )
    known = ", ".join(str(field) for field in member.fields.all())
    return " · ".join(filter(None, [period, known, ", ".join(member.languages)]))


@office(*EDITING_ROLES, rule=RULE)
def assessor_pool_create(request: HttpRequest) -> HttpResponse:
    """Make a pool."""
    return edit_page(
        request,
        form_class=NewPoolForm,
        record=AssessorPool(),
        prepare=lambda form: form.offer(edits(request.user)),
        save=lambda form: pools.create(form.cleaned_data, by=request.user),
        title=_("New pool of assessors"),
        submit=_("Add"),
        done=_address,
        cancel_url=reverse("grants:officer:assessor_pool_list"),
        trail=_trail(),
    )


@office(*EDITING_ROLES, rule=RULE)
def assessor_pool_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Edit a pool."""
    pool = _keeping(request, pk)
    return edit_page(
        request,
        form_class=PoolForm,
        record=pool,
        save=lambda form: pools.edit(
            pool, form.changes(), version=form.cleaned_data["version"], by=request.user
        ),
        title=_("Edit the pool"),
        done=_address,
        cancel_url=_address(pool),
        trail=_trail(pool),
    )


@office(*EDITING_ROLES, rule=RULE)
def pool_member_create(request: HttpRequest, pk: int) -> HttpResponse:
    """Take somebody into a pool."""
    pool = _keeping(request, pk)
    return edit_page(
        request,
        form_class=PoolMemberForm,
        record=PoolMember(pool=pool),
        save=lambda form: pools.add_member(pool, form.cleaned_data, by=request.user),
        title=_("Add an assessor"),
        submit=_("Add"),
        done=lambda made: _address(pool),
        cancel_url=_address(pool),
        trail=_trail(pool),
    )


@office(*EDITING_ROLES, rule=RULE)
def pool_member_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Edit what an assessor knows, or until when they are in the pool."""
    seen = AssessorPool.objects.visible_to(request.user)
    members = PoolMember.objects.filter(pool__in=seen).select_related("pool__authority", "user")
    member = get_object_or_404(members, pk=pk)
    pool = _keeping(request, member.pool_id)
    return edit_page(
        request,
        form_class=PoolMemberForm,
        record=member,
        save=lambda form: pools.edit_member(
            member, form.changes(), version=form.cleaned_data["version"], by=request.user
        ),
        title=_("Edit an assessor"),
        done=lambda saved: _address(pool),
        cancel_url=_address(pool),
        trail=_trail(pool),
    )
