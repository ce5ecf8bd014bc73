"""Work of accounts that goes on by itself."""

import logging

from celery import shared_task
from django.utils import timezone

from portal.accounts.domain import personal_data

logger = logging.getLogger(__name__)


@shared_task(name="accounts.expire_personal_exports")
def expire_personal_exports() -> None:
    """Remove the files of people's own data whose time is over."""
    ended = personal_data.expire(timezone.now())
    if ended:
        logger.info("files of people's own data removed: %s", ended)
