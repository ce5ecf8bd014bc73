"""Making reports, in the worker."""

import logging

from portal.core.tasks import Progress, job_task
from portal.reports import documents
from portal.reports.models import AnnualReport

logger = logging.getLogger(__name__)


@job_task("reports.annual_report")
def make_annual_report(progress: Progress, *, report_id: int) -> None:
    """Make the PDF and the spreadsheet of one version of a report; made again, it finds what is already stored."""
    report = AnnualReport.objects.select_related("authority__organisation").filter(pk=report_id).first()
    if report is None:
        logger.warning("annual report %s is gone", report_id)
        return
    documents.make(report, progress)
