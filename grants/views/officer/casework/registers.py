"""The register of a case as a page of its own, and what is kept back of it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _

from grants.domain.casework import confidentiality
from grants.forms.casework import GroundForm
from grants.models import RegisterEntry
from grants.permissions import can_work_on
from grants.views.officer.casework.finding import WORK_RULE, address_of, workable
from grants.views.officer.casework.telling import told
from grants.views.officer.finding import RULE, find_case, trail_of
from portal.accounts.enums import EDITING_ROLES, READING_ROLES
from portal.core.access import office
from portal.core.editing import edit_page
from portal.core.moments import say_moment


@office(*READING_ROLES, rule=RULE)
def application_register(request: HttpRequest, reference: str) -> HttpResponse:
    """Show all that came in, went out and was drawn up in a case, to read and to print."""
    application = find_case(request, reference)
    entries = RegisterEntry.objects.visible_to(request.user).filter(application=application)
    zone = application.authority.time_zone
    context = {
        "application": application,
        "rows": [told(entry, zone) for entry in entries.select_related("by", "document").order_by("number")],
        "printed": say_moment(timezone.now(), zone),
        "works": can_work_on(request.user, application),
        "trail": trail_of(application),
    }
    return render(request, "grants/officer/application_register.html", context)


@office(*EDITING_ROLES, rule=WORK_RULE)
def application_confidentiality(request: HttpRequest, reference: str) -> HttpResponse:
    """Make a case confidential on a ground, or open again."""
    application = workable(request, reference)
    return edit_page(
        request,
        form_class=GroundForm,
        initial={"ground": application.ground},
        save=lambda form: confidentiality.of_case(
            application, ground=form.cleaned_data["ground"], by=request.user
        ),
        title=_("Confidentiality of the case"),
        done=lambda saved: address_of(application, "handling"),
        cancel_url=address_of(application, "handling"),
        trail=trail_of(application),
    )


@office(*EDITING_ROLES, rule=WORK_RULE)
def application_entry_confidentiality(request: HttpRequest, reference: str, number: int) -> HttpResponse:
    """Make an entry of a case's register confidential on a ground, or open again."""
    application = workable(request, reference)
    entries = RegisterEntry.objects.visible_to(request.user).filter(application=application)
    entry = get_object_or_404(entries, number=number)
    page = f"{address_of(application)}register/"
    return edit_page(
        request,
        form_class=GroundForm,
        initial={"ground": entry.ground},
        save=lambda form: confidentiality.of_entry(
            entry, ground=form.cleaned_data["ground"], by=request.user
        ),
        title=_("Confidentiality of entry %(number)s") % {"number": entry.number},
        done=lambda saved: page,
        cancel_url=page,
        trail=trail_of(application),
        context={"lead": entry.subject},
    )
