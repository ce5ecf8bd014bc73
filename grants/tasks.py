"""Effects of grants, outside requests: they read the rows again and never change a status."""

import logging

from grants import documents, emails
from grants.models import Application, Decision
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


@job_task("grants.send_decision")
def send_decision(progress: Progress, decision_id: int) -> None:
    """Store the letter of a decision as a PDF and tell the applicant that there is one; again, nothing new."""
    decision = (
        Decision.objects.select_related(
            "decided_by",
            "award",
            "application__call",
            "application__authority__organisation",
            "application__applicant",
            "application__organisation",
        )
        .filter(pk=decision_id)
        .first()
    )
    if decision is None:
        logger.warning("decision %s is gone", decision_id)
        return
    progress(0, 2)
    documents.decision_letter(decision)
    progress(1, 2)
    emails.decided(decision)
    progress(2, 2)
