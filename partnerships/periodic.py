"""What time decides by itself: agreements begin and end by their dates."""

import logging

from celery import shared_task
from django.utils import timezone

from partnerships.domain import agreement_moves

logger = logging.getLogger(__name__)


@shared_task(name="partnerships.agreements_by_date")
def agreements_by_date() -> None:
    """Put in force, renew and let expire what is certainly due today; running twice changes nothing more.

    Raises RuntimeError at the end, when everything else is done, if an agreement could not be: so that the task is
    seen to have failed. Each of them is in the log with its traceback.
    """
    done = agreement_moves.expire_due(timezone.localdate())
    if done.begun or done.ended:
        logger.info("agreements by date: %s put in force, %s ended", done.begun, done.ended)
    if done.failed:
        told = "; ".join(f"{slug} ({problem})" for slug, problem in done.failed)
        raise RuntimeError(f"{len(done.failed)} agreements could not be done by date: {told}")
