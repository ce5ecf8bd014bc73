"""The rules of a call at the office: the list, the catalogue, one rule with its preview, and trying them out."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from grants.domain import call_rules, ruling
from grants.domain.call_check import Step
from grants.domain.content import answered_sections
from grants.enums import RuleSubject
from grants.forms.rules import RuleForm, rule_form
from grants.models import Application, Call, CallRule
from grants.permissions import can_edit_call
from grants.rules import CATALOGUE, Rule, RuleError
from grants.rules.base import Outcome
from grants.views.officer.builder import step_page
from grants.views.officer.call_pages import (
    READ_RULE,
    RULE,
    address,
    editable,
    find_call,
    step_address,
    trail_of,
)
from portal.accounts.enums import EDITING_ROLES, READING_ROLES
from portal.core.access import office
from portal.core.editing import edit_page, remove_page

LATEST = 20
# The key of no rule: what stands beside a rule is left out with it.
NOWHERE = -1


def _rules_trail(call: Call) -> list[tuple[object, str]]:
    return [*trail_of(call), (Step.RULES.label, address(call, "rules"))]


@office(*READING_ROLES, rule=READ_RULE)
def call_rule_list(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the rules of a call, each as its sentence, with what it does and when it is asked."""
    call = find_call(request, slug)
    outline = call_rules.outline_of(list(call.rules.all()))
    context = step_page(request, call, Step.RULES, outline=outline)
    return render(request, "grants/officer/call_rule_list.html", context)


@office(*EDITING_ROLES, rule=RULE)
def call_rule_choose(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the catalogue of kinds of rules by subject, searched by their words."""
    call = editable(request, slug)
    parent = _parent(call, request.GET.get("inside"))
    q, subject = request.GET.get("q", "").strip(), request.GET.get("subject", "")
    found = [kind for kind in CATALOGUE.values() if _is_found(kind, q, subject)]
    groups = [
        (str(one.label), [(kind.kind, kind.title) for kind in found if kind.subject == one])
        for one in RuleSubject
        if any(kind.subject == one for kind in found)
    ]
    context = {
        "call": call,
        "groups": groups,
        "q": q,
        "subject": subject,
        "subjects": RuleSubject.choices,
        "parent": parent,
        "count": len(found),
        "trail": _rules_trail(call),
    }
    return render(request, "grants/officer/call_rule_choose.html", context)


def _is_found(kind: type[Rule], q: str, subject: str) -> bool:
    if subject and kind.subject != subject:
        return False
    said = [kind.title, RuleSubject(kind.subject).label, *(one.label for one in kind.parameters().values())]
    text = " ".join(str(one) for one in said).casefold()
    return all(word in text for word in q.casefold().split())


def _parent(call: Call, key: str | None) -> CallRule | None:
    """Return the rule inside which another is added; an address that names none of this call is not found."""
    if not key:
        return None
    if not key.isdecimal() or len(key) > 18:
        raise Http404
    return get_object_or_404(call.rules.all(), pk=key)


def _row(call: Call, pk: int) -> CallRule:
    return get_object_or_404(call.rules.select_related("call", "parent"), pk=pk)


@office(*EDITING_ROLES, rule=RULE)
def call_rule_create(request: HttpRequest, slug: str, kind: str) -> HttpResponse:
    """Add a rule of a kind, or ask for the sentence that it would be."""
    call = editable(request, slug)
    if kind not in CATALOGUE:
        raise Http404
    parent = _parent(call, request.GET.get("inside"))
    chosen = CATALOGUE[kind]
    form_class = rule_form(chosen, call, stands_inside=parent is not None)
    record = CallRule(call=call, parent=parent, kind=kind)
    context = _rule_context(call, chosen, [])
    if "preview" in request.POST:
        return _previewed(request, form_class, record, context)
    return edit_page(
        request,
        form_class=form_class,
        record=record,
        save=lambda form: call_rules.add(call, form.values(), parent=parent, by=request.user),
        title=chosen.title,
        submit=_("Add the rule"),
        saved=_("The rule is added."),
        done=lambda made: _after(call, made),
        cancel_url=address(call, "rules"),
        trail=_rules_trail(call),
        template="grants/officer/call_rule_edit.html",
        context=context,
    )


def _rule_context(call: Call, kind: type[Rule], inside: list[Rule]) -> dict[str, Any]:
    return {
        "call": call,
        "title": kind.title,
        "waits_for_rules": len(inside) < kind.fewest_inside,
        "inside": inside,
        "cancel_url": address(call, "rules"),
    }


def _after(call: Call, row: CallRule) -> str:
    """Return where one goes on: to a combination that still needs rules inside, or to the list."""
    if CATALOGUE[row.kind].most_inside:
        return f"{step_address(call, Step.RULES)}#rule-{row.pk}"
    return address(call, "rules")


@office(*EDITING_ROLES, rule=RULE)
def call_rule_edit(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Edit a rule, or ask for the sentence that it would be."""
    call = editable(request, slug)
    row = _row(call, pk)
    if row.kind not in CATALOGUE:
        raise Http404
    chosen = CATALOGUE[row.kind]
    form_class = rule_form(chosen, call, stands_inside=row.parent_id is not None)
    inside = _inside(call, row)
    context = _rule_context(call, chosen, inside)
    if "preview" in request.POST:
        return _previewed(request, form_class, row, context)
    return edit_page(
        request,
        form_class=form_class,
        record=row,
        save=lambda form: call_rules.edit(
            row, form.rule_changes(), version=form.cleaned_data["version"], by=request.user
        ),
        title=chosen.title,
        done=lambda saved: address(call, "rules"),
        cancel_url=address(call, "rules"),
        trail=_rules_trail(call),
        template="grants/officer/call_rule_edit.html",
        context={**context, "preview": sentence(chosen, row.parameters, str(row.words), inside)},
    )


def _inside(call: Call, row: CallRule) -> list[Rule]:
    """Return the complete rules inside a rule."""
    rows = [one for one in call.rules.all() if one.pk != row.pk]
    # Those directly inside stand on top once the rule itself is left out.
    for one in rows:
        if one.parent_id == row.pk:
            one.parent_id = None
        elif one.parent_id is None:
            one.parent_id = NOWHERE
    return [asked.rule for asked in call_rules.tree_of(rows)]


def sentence(kind: type[Rule], raw: dict[str, Any], words: str, inside: list[Rule]) -> str:
    """Return a rule as applicants will read it; empty while it is not complete."""
    if words:
        return words
    try:
        return kind.read(raw, inside).sentence()
    except RuleError:
        return ""


def _previewed(
    request: HttpRequest, form_class: type[RuleForm], record: CallRule, context: dict[str, Any]
) -> HttpResponse:
    """Answer with the sentence that the rule would be: alone for a script, else on the page with all that was typed."""
    form = form_class(request.POST, instance=record)
    said = ""
    if form.is_valid():
        words = str(form.cleaned_data["words"])
        said = sentence(form.kind, form.raw(), words, context["inside"])
    page = {**context, "form": form, "preview": said, "trail": _rules_trail(context["call"])}
    if request.headers.get("HX-Request"):
        return render(request, "grants/officer/parts/rule_preview.html", page)
    page["submit"] = _("Save") if record.pk else _("Add the rule")
    page["layout"] = "layouts/office.html"
    return render(request, "grants/officer/call_rule_edit.html", page)


@office(*EDITING_ROLES, rule=RULE)
@require_POST
def call_rule_move(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Move a rule up or down among its neighbours."""
    call = editable(request, slug)
    places = -1 if request.POST.get("to") == "up" else 1
    try:
        call_rules.shift(_row(call, pk), by_places=places, by=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return HttpResponseRedirect(address(call, "rules"))


@office(*EDITING_ROLES, rule=RULE)
def call_rule_remove(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Ask, and remove a rule with those inside it."""
    call = editable(request, slug)
    row = _row(call, pk)
    [outlined] = [
        one
        for top in call_rules.outline_of(list(call.rules.all()))
        for one in top.walk()
        if one.row.pk == row.pk
    ]
    inside = len(list(outlined.walk())) - 1
    text = outlined.words
    if inside:
        text += " " + _("The rules inside it go with it: %(count)s.") % {"count": inside}
    return remove_page(
        request,
        remove=lambda: call_rules.remove(row, by=request.user),
        title=_("Remove this rule?"),
        text=text,
        done_url=address(call, "rules"),
        trail=_rules_trail(call),
    )


@office(*READING_ROLES, rule=READ_RULE)
def call_rule_try(request: HttpRequest, slug: str) -> HttpResponse:
    """Show what each rule says of an application: of one that was handed in, or of the reader's own draft."""
    call = find_call(request, slug)
    offered = Application.objects.visible_to(request.user).filter(call=call).order_by("-pk")
    reference = request.GET.get("application", "").strip()
    application = offered.filter(reference__iexact=reference).first() if reference else None
    context = {
        "call": call,
        "may_edit": can_edit_call(request.user, call),
        "latest": offered[:LATEST],
        "reference": reference,
        "application": application,
        "verdicts": _verdicts(application, call) if application is not None else [],
        "trail": _rules_trail(call),
    }
    return render(request, "grants/officer/call_rule_try.html", context)


def _verdicts(application: Application, call: Call) -> list[dict[str, Any]]:
    application.call = call
    tones = {
        Outcome.MET: (_("Met"), "good"),
        Outcome.BROKEN: (_("Not met"), "stop"),
        Outcome.UNKNOWN: (_("Not known yet"), "wait"),
    }
    found = []
    for asked, verdict in ruling.verdicts(application, answered_sections(application), now=timezone.now()):
        words, tone = tones[verdict.outcome]
        found.append(
            {"sentence": asked.sentence(), "row": asked.row, "why": verdict.why, "words": words, "tone": tone}
        )
    return found
