"""The page on which a record is edited: form, errors, conflict with somebody else's edit, and where one goes next.

A view finds the record, asks whether the person may edit it, and hands over the form and the domain function::

    @office(*EDITING_ROLES, rule="officers of the partnership's authority")
    def partnership_edit(request, slug):
        partnership = get_object_or_404(Partnership.objects.visible_to(request.user), slug=slug)
        return edit_page(
            request,
            record=partnership,
            form_class=PartnershipForm,          # a VersionedForm
            save=lambda form: partnerships.edit(
                partnership, form.changes(), version=form.cleaned_data["version"], by=request.user
            ),
            title=_("Edit the partnership"),
            done=lambda saved: reverse("partnerships:officer:partnership_detail", args=[saved.slug]),
        )

What the domain refuses stands beside its field or above the form, and nothing typed is lost. A stale edit gets the
conflict page (``components/conflict.html``), whose answer comes back to the same address and is read here.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import NON_FIELD_ERRORS, PermissionDenied, ValidationError
from django.db import models
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from portal.core.errors import DomainError, NotAllowed, StaleEdit
from portal.core.forms.conflict import chosen
from portal.core.history import last_change
from portal.core.tables import layout_of
from portal.core.versions import Difference, differences, unchanged

# What no record has ever been saved as: an answer with a choice missing meets the conflict page again.
NO_VERSION = "-1"


def edit_page(
    request: HttpRequest,
    *,
    form_class: type[forms.BaseForm],
    save: Callable[[Any], Any],
    title: str | Promise,
    done: Callable[[Any], str],
    cancel_url: str,
    record: models.Model | None = None,
    prepare: Callable[[Any], None] | None = None,
    initial: Mapping[str, Any] | None = None,
    template: str = "layouts/edit.html",
    submit: str | Promise = "",
    saved: str | Promise = "",
    trail: Sequence[tuple[object, str]] = (),
    context: Mapping[str, Any] | None = None,
) -> HttpResponse:
    """Answer a GET with the form, and a POST by saving, by the same page with what is wrong, or by the conflict page.

    Parameters: ``record`` is what is edited (an unsaved instance for something new; None for a form that is not of a
    model); ``prepare(form)`` narrows choices to the person; ``save(form)`` calls the domain and returns the record;
    ``done(record)`` and ``cancel_url`` are addresses; ``saved`` is the sentence shown afterwards; ``trail`` are the
    breadcrumbs (words, address). The template gets ``form``, ``title``, ``submit``, ``cancel_url``, ``trail``,
    ``layout`` and ``context``.
    """
    options: dict[str, Any] = {"initial": initial}
    if issubclass(form_class, forms.BaseModelForm):
        options["instance"] = record
    page = {
        "title": title,
        "submit": submit or _("Save"),
        "cancel_url": cancel_url,
        "trail": trail,
        "layout": layout_of(request),
        **(context or {}),
    }
    if request.method == "POST":
        options |= {"data": answered(request), "files": request.FILES}
    form = form_class(**options)
    if prepare is not None:
        prepare(form)
    if request.method != "POST":
        return render(request, template, {**page, "form": form})
    if form.is_valid():
        try:
            stored = save(form)
        except StaleEdit as stale:
            return conflict_page(request, form, stale, page)
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, str(saved or _("Saved.")))
            return HttpResponseRedirect(done(stored))
    return render(request, template, {**page, "form": form}, status=422)


def conflict_page(
    request: HttpRequest,
    form: Any,
    stale: StaleEdit,
    page: Mapping[str, Any],
    *,
    found: Sequence[Difference] | None = None,
    kept: Sequence[tuple[str, str]] = (),
) -> HttpResponse:
    """Show both texts of every field that differs, and let the person choose; nothing typed is lost.

    Parameters: ``form`` is the bound form of the stale edit; ``page`` has ``title``, ``cancel_url``, ``layout`` and
    as wanted ``history_url``. A page of several forms gives ``found``, the differences of all of them, and ``kept``,
    the names and values on which both sides agree, instead of ``form``.
    """
    if found is None:
        found = differences(form, stale.current)  # type: ignore[arg-type]
        kept = unchanged(form, found)
    if "difference" in request.POST:  # asked before: what was chosen stays chosen
        choices = {one.name: request.POST.get(f"keep:{one.name}", "") for one in found}
        found = [replace(one, preferred=choices[one.name], is_open=not choices[one.name]) for one in found]
    context = {
        **page,
        "differences": found,
        "version": stale.current_version,
        "kept": kept,
        "current": stale.current,
        "change": last_change(stale.current),  # type: ignore[arg-type]
    }
    return render(request, "layouts/conflict.html", context, status=409)


def remove_page(
    request: HttpRequest,
    *,
    remove: Callable[[], object],
    title: str | Promise,
    text: str | Promise,
    done_url: str,
    submit: str | Promise = "",
    removed: str | Promise = "",
    trail: Sequence[tuple[object, str]] = (),
) -> HttpResponse:
    """Ask before something is removed, and remove it on POST; a refusal is told where the person goes on.

    Parameters: ``remove()`` calls the domain; ``done_url`` is where both answers lead.
    """
    if request.method == "POST":
        try:
            remove()
        except NotAllowed as error:
            raise PermissionDenied(" ".join(error.messages)) from error
        except DomainError as error:
            messages.error(request, " ".join(error.messages))
        else:
            messages.success(request, str(removed or _("Removed.")))
        return HttpResponseRedirect(done_url)
    context = {
        "title": title,
        "text": text,
        "submit": submit or _("Yes, remove it"),
        "cancel_url": done_url,
        "trail": trail,
        "layout": layout_of(request),
    }
    return render(request, "layouts/confirm.html", context)


def add_errors(form: forms.BaseForm, error: ValidationError) -> None:
    """Put each sentence of a refusal beside its field, or above the form where it has none there."""
    if not hasattr(error, "error_dict"):
        form.add_error(None, error)
        return
    for name, errors in error.error_dict.items():
        form.add_error(name if name in form.fields and name != NON_FIELD_ERRORS else None, errors)


def answered(request: HttpRequest) -> QueryDict:
    """Return the form's data, from the form itself or from the conflict page."""
    try:
        return chosen(request.POST)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    data = request.POST.copy()
    for name in data.getlist("difference"):
        data.setdefault(f"keep:{name}", "mine")
    data["version"] = NO_VERSION
    return chosen(data)
