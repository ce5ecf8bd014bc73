"""What time decides by itself: calls whose window has passed are closed."""

import logging

from celery import shared_task
from django.utils import timezone

from grants.domain import calls

logger = logging.getLogger(__name__)


@shared_task(name="grants.close_calls")
def close_calls() -> None:
    """Close what is past its last moment; nobody could apply any more anyway, since openness follows the dates."""
    closed = calls.close_due(timezone.now())
    if closed:
        logger.info("calls closed by date: %s", closed)
