"""The state as of any date: of one agreement, and of the registers of agreements and partnerships."""

from datetime import date, datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from partnerships.domain import as_of
from partnerships.domain.as_of import AgreementThen, When
from partnerships.enums import AGREEMENT_TONES
from partnerships.forms.as_of import AsOfForm
from partnerships.models import Agreement, Authority, Partnership
from partnerships.views.agreement_contents import contents_sections
from partnerships.views.agreement_facts import then_facts
from partnerships.views.agreement_life import timeline
from portal.accounts.enums import READING_ROLES
from portal.accounts.permissions import reads
from portal.core.access import office
from portal.core.as_of import first_known

RULE = "people of the authority that keeps the record; drafts of then among it"


@office(*READING_ROLES, rule=RULE)
def agreement_as_of(request: HttpRequest, slug: str) -> HttpResponse:
    """Show one agreement as the portal knew it at a moment, and whether it was in force on a day."""
    authorities = reads(request.user)
    key = as_of.agreement_key(slug, authorities)
    if key is None:
        raise Http404
    today = Agreement.objects.visible_to(request.user).filter(pk=key).first()
    zone = _zone(request.user, today.keeper if today else None)
    form, when = _asked(request, zone)
    then = as_of.agreement_as_of(key, when, user=request.user) if when else None
    context: dict[str, Any] = {
        **_common(request, form, when),
        "then": then,
        "today": today,
        "today_url": reverse("partnerships:officer:agreement_detail", args=[slug]) if today else "",
        "name": today.names if today else slug,
        "first": first_known(Agreement, pgh_obj_id=key),
    }
    if then is not None and when is not None:
        context |= _shown(then, when.valid)
    return render(request, "partnerships/officer/agreement_as_of.html", context)


@office(*READING_ROLES, rule=RULE)
def agreements_as_of(request: HttpRequest) -> HttpResponse:
    """Show the register of agreements as it was."""
    return _register(request, Agreement, as_of.agreements_as_of, _("Agreements"), "agreement")


@office(*READING_ROLES, rule=RULE)
def partnerships_as_of(request: HttpRequest) -> HttpResponse:
    """Show the register of partnerships as it was."""
    return _register(request, Partnership, as_of.partnerships_as_of, _("Partnerships"), "partnership")


def _register(request: HttpRequest, model: Any, lines: Any, title: str, noun: str) -> HttpResponse:
    authorities = reads(request.user)
    zone = _zone(request.user)
    form, when = _asked(request, zone)
    page = lines(authorities, when, request.GET.get("page")) if when else None
    context = {
        **_common(request, form, when),
        "title": title,
        "page": page,
        "today_url": reverse(f"partnerships:officer:{noun}_list"),
        "first": first_known(model) if page is not None and not page.paginator.count else None,
    }
    return render(request, f"partnerships/officer/{noun}s_as_of.html", context)


def _asked(request: HttpRequest, zone: str) -> tuple[AsOfForm, When | None]:
    """Return the form and what it asks for; None where it asks for what cannot be."""
    form = AsOfForm(request.GET or None, zone=zone)
    if not form.is_bound:
        now = timezone.now()
        return form, When(now, timezone.localdate(now, form.zone))
    if not form.is_valid():
        return form, None
    moment: datetime = form.cleaned_data.get("moment") or timezone.now()
    day = form.cleaned_data["valid"] or form.cleaned_data["recorded"] or timezone.localdate(moment, form.zone)
    return form, When(moment, day)


def _zone(user: Any, keeper: Authority | None = None) -> str:
    """Return the time zone in which a person reads: that of the keeper, or of the first authority they work for."""
    authority = keeper or Authority.objects.visible_to(user).filter(pk__in=reads(user)).order_by("pk").first()
    return authority.time_zone if authority else timezone.get_default_timezone_name()


def _common(request: HttpRequest, form: AsOfForm, when: When | None) -> dict[str, Any]:
    """Return what the banner and the form need, and the question as an address asks it."""
    asked = {name: request.GET[name] for name in form.fields if request.GET.get(name)}
    moment = timezone.localtime(when.recorded, form.zone) if when else None
    return {"form": form, "when": when, "zone": form.zone.key, "moment": moment, "query": urlencode(asked)}


def _shown(then: AgreementThen, day: date) -> dict[str, Any]:
    parties = [one.party for one in then.parties]
    return {
        "tone": AGREEMENT_TONES[then.agreement.status],
        "facts": then_facts(then, day),
        "timeline": timeline(then.agreement, parties, then.periods, then.acts, day, internal=True),
        "sections": contents_sections(then.contents),
        "articles": [(article, list(article.texts.items())) for article in then.articles],
    }
