"""The least such a list could cost in Django: the same rows by the same SQL, in a table and nothing else.

No frame, no filters, no count, no pages: the user is known (whose cases they are decides the SQL), the rows are read
as the list reads them, and the template prints the columns that the list shows, as Django's templates print them.
"""

from uuid import uuid4

from django.contrib.auth.decorators import login_required
from django.contrib.sessions.models import Session
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt

from grants.filters import ApplicationFilter
from grants.models import Application
from grants.tables import APPLICATIONS
from portal.core.tables import PAGE_SIZE, Table


@login_required
def bare_list(request: HttpRequest) -> HttpResponse:
    """Show one page of cases with the list's own SQL."""
    cases = Application.objects.submitted_to(request.user).for_cases()
    filterset = ApplicationFilter(request.GET, cases, request=request)
    rows = Table(request, filterset, APPLICATIONS, "-submitted").queryset
    start = (int(request.GET.get("page", "1")) - 1) * PAGE_SIZE
    return render(request, "bench/bare.html", {"rows": rows[start : start + PAGE_SIZE]})


@login_required
def bare_update(request: HttpRequest, reference: str) -> HttpResponse:
    """Update one row of the user's own, and say so."""
    Application.objects.filter(reference=reference, applicant=request.user).update(saved_at=timezone.now())
    return HttpResponse("Saved.")


@csrf_exempt
def bare_insert(request: HttpRequest) -> HttpResponse:
    """Insert one row of a plain table, and say so: what a rush of applications is measured against."""
    Session.objects.create(session_key=f"bench-{uuid4().hex[:30]}", expire_date=timezone.now())
    return HttpResponse("Inserted.")
