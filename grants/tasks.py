"""Effects of grants, outside requests: they read the rows again and never change a status."""

import logging

from grants import documents, emails, redacted_copies
from grants.models import Decision, DisclosureItem, Submission
from portal.core.tasks import Progress, job_task

logger = logging.getLogger(__name__)


@job_task("grants.render_receipt")
def render_receipt(progress: Progress, application_id: int, number: int = 1) -> None:
    """Store the receipt of one submission as a PDF and mail it to the applicant; again, nothing new."""
    submission = (
        Submission.objects.select_related(
            "submitted_by",
            "application__call",
            "application__authority__organisation",
            "application__applicant",
            "application__organisation",
        )
        .filter(application=application_id, number=number)
        .first()
    )
    if submission is None:
        logger.warning("submission %s of application %s is gone", number, application_id)
        return
    progress(0, 2)
    document = documents.receipt(submission)
    progress(1, 2)
    emails.receipt(submission, document)
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


@job_task("grants.redact_copy")
def redact_copy(progress: Progress, item_id: int) -> None:
    """Make the copy of a document with the passages hidden that are hidden now; again, nothing new."""
    item = (
        DisclosureItem.objects.select_related("document", "request__authority__organisation")
        .filter(pk=item_id)
        .first()
    )
    if item is None:
        logger.warning("disclosure item %s is gone", item_id)
        return
    progress(0, 1)
    redacted_copies.copy_of(item)
    progress(1, 1)
