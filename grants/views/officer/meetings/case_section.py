"""On the page of a case: by what right it was decided, and on which agendas it stands or stood."""

from django.http import HttpRequest

from grants.models import AgendaCase, Application, DecisionBasis
from grants.views.officer.meetings.pages import named, page_of
from grants.views.sections import Shown


def meetings_of_case(request: HttpRequest, application: Application) -> Shown:
    """Return the meetings of a case and what its decision rests on; nothing where there is neither."""
    cases = AgendaCase.objects.filter(application=application).select_related(
        "item__meeting__authority", "item__meeting__body", "item__meeting__call_body"
    )
    lines = [
        {"case": case, "meeting": named(case.item.meeting), "url": page_of(case.item.meeting)}
        for case in cases.order_by("-item__meeting__starts_at", "-pk")
    ]
    basis = DecisionBasis.objects.filter(act__application=application).order_by("-pk").first()
    if not lines and basis is None:
        return None
    return "grants/officer/parts/case_meetings.html", {"lines": lines, "basis": basis}
