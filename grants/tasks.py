"""Effects of grants, outside requests: they read the rows again and never change a status."""

import logging

from grants import documents, emails
from grants.models import Application
from portal.core.tasks import Progress, job_task

logger = logging.getLogger(__name__)


@job_task("grants.render_receipt")
def render_receipt(progress: Progress, application_id: int) -> None:
    """Store the receipt of a submitted application as a PDF and mail it to the applicant; again, nothing new."""
    application = (
        Application.objects.select_related("call", "authority__organisation", "applicant", "organisation")
        .filter(pk=application_id)
        .first()
    )
    if application is None:
        logger.warning("application %s is gone", application_id)
        return
    progress(0, 2)
    document = documents.receipt(application)
    progress(1, 2)
    emails.receipt(application, document)
    progress(2, 2)
