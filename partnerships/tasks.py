"""Work for the worker: long comparisons on paper."""

import logging

from partnerships import comparison_documents
from partnerships.models import AgreementVersion
from portal.core.tasks import Progress, job_task

logger = logging.getLogger(__name__)


@job_task("partnerships.comparison")
def make_comparison(
    progress: Progress, *, before_id: int, after_id: int | None, languages: list[str], language: str
) -> None:
    """Make the PDF that compares two texts; made again, it finds what is already stored."""
    versions = AgreementVersion.objects.select_related(
        "agreement__partnership__authority__organisation", "agreement__recorded_by__organisation"
    ).in_bulk([key for key in (before_id, after_id) if key])
    before = versions.get(before_id)
    if before is None:
        logger.warning("version %s is gone", before_id)
        return
    progress(0, 1)
    after = versions.get(after_id) if after_id else None
    comparison_documents.make(
        before, after, languages=languages, language=language, by=progress.job.requested_by
    )
    progress(1, 1)
