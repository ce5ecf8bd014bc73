"""Effects of accounts, outside requests: they read the rows again."""

import logging

from portal.accounts import personal_files
from portal.accounts.models import PersonalExport
from portal.core.tasks import Progress, job_task

logger = logging.getLogger(__name__)


@job_task("accounts.make_personal_export")
def make_personal_export(progress: Progress, export_id: int) -> None:
    """Make the file with everything that is held about a person; made again, it is there already."""
    export = PersonalExport.objects.select_related("user").filter(pk=export_id).first()
    if export is None:
        logger.warning("personal export %s is gone", export_id)
        return
    personal_files.make(export, progress)
