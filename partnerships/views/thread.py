"""The golden thread's two pages, alike for the public and the office but for what they may see."""

from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.timezone import localdate

from partnerships.forms.thread import ThreadForm
from partnerships.models import Framework
from partnerships.thread import GAP_MONTHS, Tally, Thread, predecessors_of, successors_of, thread_of
from partnerships.thread.picture import picture_of


def thread_page(request: HttpRequest, slug: str, *, office: bool) -> HttpResponse:
    """Show what was done for each element of a framework: as a picture, and as a table that leads further."""
    framework, form, thread = _asked(request, slug, office=office)
    context = {
        **_common(request, framework, form, thread, office=office),
        "picture": picture_of(thread),
    }
    return render(request, f"partnerships/{_audience(office=office)}/framework_thread.html", context)


def element_page(request: HttpRequest, slug: str, pk: int, *, office: bool) -> HttpResponse:
    """Show what was done for one element and for what lies under it: each agreement, exchange and grant."""
    framework, form, thread = _asked(request, slug, office=office)
    row = next((row for row in thread.rows if row.element is not None and row.element.pk == pk), None)
    if row is None:
        raise Http404
    kinds: dict[str, list[Any]] = {}
    for deed, share in row.shares:
        percent = "" if share == 1 else f"{round(share * 100)} %"
        kinds.setdefault(deed.kind, []).append((deed, percent, Tally.of(deed, thread.year)))
    context = {
        **_common(request, framework, form, thread, office=office),
        "row": row,
        "element": row.element,
        "kinds": list(kinds.items()),
    }
    return render(request, f"partnerships/{_audience(office=office)}/element_thread.html", context)


def _asked(request: HttpRequest, slug: str, *, office: bool) -> tuple[Framework, ThreadForm, Thread]:
    framework = get_object_or_404(
        Framework.objects.visible_to(request.user).select_related("authority__organisation"), slug=slug
    )
    chains, before = successors_of(framework), predecessors_of(framework)
    asked = {"months": GAP_MONTHS, **request.GET.dict()}
    form = ThreadForm(asked, own=framework, chains=chains, before=before)
    form.is_valid()
    words = form.cleaned_data.get("words")
    thread = thread_of(
        framework,
        request.user if office else AnonymousUser(),
        office=office,
        today=localdate(),
        chain=next((chain for chain in chains if chain[-1].slug == words), ()),
        before=before if form.cleaned_data.get("before") else (),
        year=form.cleaned_data.get("year"),
        months=form.cleaned_data.get("months") or GAP_MONTHS,
    )
    return framework, form, thread


def _common(
    request: HttpRequest, framework: Framework, form: ThreadForm, thread: Thread, *, office: bool
) -> dict[str, Any]:
    audience = _audience(office=office)
    query = {
        name: form.cleaned_data[name] for name in ("words", "year", "months") if form.cleaned_data.get(name)
    }
    if form.cleaned_data.get("before"):
        query["before"] = "on"
    if query.get("months") == GAP_MONTHS:
        del query["months"]
    in_new_words = thread.words.framework.pk != framework.pk
    return {
        "framework": framework,
        "framework_url": reverse(f"partnerships:{audience}:framework_detail", args=[framework.slug]),
        "thread_url": reverse(f"partnerships:{audience}:framework_thread", args=[framework.slug]),
        "element_url_name": f"partnerships:{audience}:element_thread",
        "query": f"?{urlencode(query)}" if query else "",
        "form": form,
        "thread": thread,
        "in_new_words": in_new_words,
        "record": framework,
    }


def _audience(*, office: bool) -> str:
    return "officer" if office else "public"
