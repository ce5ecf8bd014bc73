"""Making reports and dossiers, in the worker."""

import logging

from portal.core.tasks import Progress, job_task
from portal.reports import documents, dossiers
from portal.reports.models import AnnualReport, Dossier

logger = logging.getLogger(__name__)


@job_task("reports.annual_report")
def make_annual_report(progress: Progress, *, report_id: int) -> None:
    """Make the PDF and the spreadsheet of one version of a report; made again, it finds what is already stored."""
    report = AnnualReport.objects.select_related("authority__organisation").filter(pk=report_id).first()
    if report is None:
        logger.warning("annual report %s is gone", report_id)
        return
    documents.make(report, progress)


@job_task("reports.dossier")
def make_dossier(progress: Progress, *, dossier_id: int) -> None:
    """Make the PDF of one version of a dossier; made again, it finds what is already stored."""
    dossier = Dossier.objects.select_related("created_by").filter(pk=dossier_id).first()
    if dossier is None:
        logger.warning("dossier %s is gone", dossier_id)
        return
    dossiers.make(dossier, progress)
