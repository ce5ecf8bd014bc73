"""Effects of grants, outside requests: they read the rows again and never change a status."""

import logging

from grants import archive, contracts, documents, emails, meeting_documents, redacted_copies, report_papers
from grants.models import (
    ArchivePackage,
    Award,
    DisclosureItem,
    MeetingPaper,
    ReportSubmission,
    Submission,
)
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


@job_task("grants.make_contract")
def make_contract(progress: Progress, award_id: int) -> None:
    """Store what a grantee has signed as a sealed PDF; again, nothing new."""
    award = (
        Award.objects.select_related(
            "accepted_by", "decision__application__call", "decision__application__authority__organisation"
        )
        .filter(pk=award_id)
        .first()
    )
    if award is None:
        logger.warning("grant %s is gone", award_id)
        return
    progress(0, 1)
    contracts.contract(award)


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


@job_task("grants.render_report")
def render_report(progress: Progress, submission_id: int) -> None:
    """Store a report that was handed in as a PDF; again, nothing new."""
    submission = (
        ReportSubmission.objects.select_related(
            "report__application__call", "report__application__authority__organisation"
        )
        .filter(pk=submission_id)
        .first()
    )
    if submission is None:
        logger.warning("submission %s of a report is gone", submission_id)
        return
    progress(0, 1)
    report_papers.printed(submission)


@job_task("grants.make_meeting_paper")
def make_meeting_paper(progress: Progress, paper_id: int) -> None:
    """Make the committee pack or the minutes of a meeting; made again, it finds what is already stored."""
    paper = MeetingPaper.objects.filter(pk=paper_id).first()
    if paper is None:
        logger.warning("meeting paper %s is gone", paper_id)
        return
    meeting_documents.make(paper, progress)


@job_task("grants.make_archive_package")
def make_archive_package(progress: Progress, package_id: int) -> None:
    """Make the package of a closed case for the archive; made again, it is there already."""
    package = (
        ArchivePackage.objects.select_related(
            "created_by", "application__call", "application__authority__organisation"
        )
        .filter(pk=package_id)
        .first()
    )
    if package is None:
        logger.warning("archive package %s is gone", package_id)
        return
    archive.make(package, progress)
