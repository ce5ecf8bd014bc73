"""Ordering the annual report."""

from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from partnerships.models import Authority
from portal.core.domain import jobs
from portal.core.domain.locking import lock
from portal.core.errors import NotAllowed, field_errors
from portal.core.models import Job
from portal.reports import tasks
from portal.reports.models import AnnualReport
from portal.reports.permissions import can_order

FIRST_YEAR = 1990


@transaction.atomic
def order(authority: Authority, *, year: int, language: str, this_year: int, by: Any = None) -> AnnualReport:
    """Order the next version of an authority's report of a year, made by the worker.

    A report that is still being made is returned instead of a second one: pressing twice orders once.

    Parameters: ``by`` is the administrator, or None for the command line; ``this_year`` is the last year that can be
    reported on. Raises NotAllowed for anybody else, DomainError for a year that has not come.
    """
    if by is not None and not can_order(by, authority.pk):
        raise NotAllowed(_("Only the authority's administrators order its reports."))
    if not FIRST_YEAR <= year <= this_year:
        raise field_errors(
            {
                "year": _("Choose a year from %(first)d to %(last)d.")
                % {"first": FIRST_YEAR, "last": this_year}
            }
        )
    # The authority's row is the queue: two orders at once get two answers one after the other.
    authority = lock(authority)
    versions = AnnualReport.objects.filter(authority=authority, year=year, language=language)
    unfinished = versions.filter(job__in=Job.objects.unfinished()).first()
    if unfinished is not None:
        return unfinished
    last = versions.aggregate(last=Max("version"))["last"] or 0
    report = AnnualReport(authority=authority, year=year, language=language, version=last + 1, created_by=by)
    report.validate_constraints()
    report.save(force_insert=True)
    report.job = jobs.request(tasks.make_annual_report, key=str(report.pk), by=by, report_id=report.pk)
    report.save(update_fields=["job"])
    return report
