"""What time decides by itself: agreements begin and end by their dates."""

import logging

from celery import shared_task
from django.utils import timezone

from partnerships.domain import agreement_moves

logger = logging.getLogger(__name__)


@shared_task(name="partnerships.agreements_by_date")
def agreements_by_date() -> None:
    """Put in force and let expire what is certainly due today; running twice changes nothing more."""
    begun, ended = agreement_moves.expire_due(timezone.localdate())
    if begun or ended:
        logger.info("agreements by date: %s put in force, %s expired", begun, ended)
