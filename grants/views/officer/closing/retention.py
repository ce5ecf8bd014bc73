"""How long an authority keeps cases and papers: classes, what belongs to them, and what falls due until a day."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from grants.domain.retention import classes, due
from grants.forms.closing import DueForm, NewRetentionClassForm, RetentionClassForm, RetentionRuleForm
from grants.models import RetentionClass, RetentionRule
from grants.permissions import can_keep_classes, can_propose_destruction
from portal.accounts.enums import READING_ROLES, Role
from portal.accounts.permissions import administers, reads
from portal.core.access import office
from portal.core.editing import edit_page

READ_RULE = "those who read for the authority whose cases are kept"
RULE = "administrators of the authority whose cases are kept"
SHOWN = 200


def trail(*more: tuple[object, str]) -> list[tuple[object, str]]:
    """Return the breadcrumbs down to the classes."""
    return [(_("Keeping and destroying"), reverse("grants:officer:retention_class_list")), *more]


@require_safe
@office(*READING_ROLES, rule=READ_RULE)
def retention_class_list(request: HttpRequest) -> HttpResponse:
    """Show how long cases and papers are kept, on what ground, and which."""
    found = list(RetentionClass.objects.visible_to(request.user).for_list())
    keeps = set(administers(request.user))
    context = {
        "rows": [{"class": one, "edits": one.authority_id in keeps} for one in found],
        "can_add": bool(keeps),
        "trail": [],
    }
    return render(request, "grants/officer/retention_class_list.html", context)


@office(Role.ADMINISTRATOR, rule=RULE)
def retention_class_create(request: HttpRequest) -> HttpResponse:
    """Add a class."""
    return edit_page(
        request,
        form_class=NewRetentionClassForm,
        record=RetentionClass(),
        prepare=lambda form: form.offer(administers(request.user)),
        save=lambda form: classes.add(form.cleaned_data, by=request.user),
        title=_("New retention class"),
        submit=_("Add"),
        saved=_("The class is added. Say now what belongs to it."),
        done=lambda made: made.get_absolute_url(),
        cancel_url=reverse("grants:officer:retention_class_list"),
        trail=trail(),
    )


def _kept(request: HttpRequest, pk: int) -> RetentionClass:
    """Return a class of an authority that the person administers; others get 404 or 403."""
    found = get_object_or_404(RetentionClass.objects.visible_to(request.user), pk=pk)
    if not can_keep_classes(request.user, found.authority_id):
        raise PermissionDenied
    return found


@office(Role.ADMINISTRATOR, rule=RULE)
def retention_class_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a class."""
    found = _kept(request, pk)
    return edit_page(
        request,
        form_class=RetentionClassForm,
        record=found,
        save=lambda form: classes.edit(
            found, form.changes(), version=form.cleaned_data["version"], by=request.user
        ),
        title=_("Change the class"),
        done=lambda saved: saved.get_absolute_url(),
        cancel_url=found.get_absolute_url(),
        trail=trail(),
    )


@office(Role.ADMINISTRATOR, rule=RULE)
def retention_class_assign(request: HttpRequest, pk: int) -> HttpResponse:
    """Say what belongs to a class."""
    found = _kept(request, pk)
    return edit_page(
        request,
        form_class=RetentionRuleForm,
        record=RetentionRule(authority_id=found.authority_id, retention_class=found),
        prepare=lambda form: form.offer(found.authority_id),
        save=lambda form: classes.assign(found, form.cleaned_data, by=request.user),
        title=_("What belongs to “%(class)s”") % {"class": found},
        submit=_("Add"),
        done=lambda saved: found.get_absolute_url(),
        cancel_url=found.get_absolute_url(),
        trail=trail(),
    )


@office(Role.ADMINISTRATOR, rule=RULE)
def retention_rule_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change what belongs to a class, or until when."""
    rules = RetentionRule.objects.visible_to(request.user).select_related("retention_class")
    rule = get_object_or_404(rules, pk=pk)
    if not can_keep_classes(request.user, rule.authority_id):
        raise PermissionDenied
    return edit_page(
        request,
        form_class=RetentionRuleForm,
        record=rule,
        prepare=lambda form: form.offer(rule.authority_id),
        save=lambda form: classes.reassign(
            rule, form.changes(), version=form.cleaned_data["version"], by=request.user
        ),
        title=_("What belongs to “%(class)s”") % {"class": rule.retention_class},
        done=lambda saved: rule.retention_class.get_absolute_url(),
        cancel_url=rule.retention_class.get_absolute_url(),
        trail=trail(),
    )


@require_safe
@office(*READING_ROLES, rule=READ_RULE)
def retention_due(request: HttpRequest) -> HttpResponse:
    """Show what would fall due until a day, and why; nothing is changed."""
    mine = reads(request.user)
    today = timezone.localdate()
    asked: Any = {"authority": min(mine), "on": today.isoformat(), **request.GET.dict()}
    form = DueForm(asked, authorities=mine)
    context: dict[str, Any] = {"form": form, "trail": trail(), "found": None}
    if form.is_valid():
        authority, on = form.cleaned_data["authority"], form.cleaned_data["on"]
        found = due.dry_run(authority, on)
        context |= {
            "found": found,
            "authority": authority,
            "due": found.due[:SHOWN],
            "held": found.held[:SHOWN],
            "more": max(len(found.due) - SHOWN, 0),
            "proposes": bool(found.due)
            and on <= today
            and can_propose_destruction(request.user, authority.pk),
        }
    return render(request, "grants/officer/retention_due.html", context, status=422 if form.errors else 200)
