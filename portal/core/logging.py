"""Logs: one JSON object a line in production, readable lines on a developer's machine, no personal data.

Every line of a request carries its ``request_id``, every line of a task its ``task_id`` and the request that
asked for it. Lines name records by their numbers; e-mail addresses are cut out wherever they turn up.
"""

import logging
import re
from typing import Any

import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

EMAIL_ADDRESS = re.compile(r"[\w.+-]+@[\w-]+(\.[\w-]+)+")


def hide_addresses(logger: WrappedLogger, method: str, event: EventDict) -> EventDict:
    """Replace e-mail addresses in every text of a line: an error message may quote what somebody typed."""
    for key, value in event.items():
        if isinstance(value, str) and "@" in value:
            event[key] = EMAIL_ADDRESS.sub("[address]", value)
    return event


def name_the_route(logger: WrappedLogger, method: str, event: EventDict) -> EventDict:
    """Name the route of a failed request instead of its path, which may hold a token of a reset link."""
    request = getattr(event.get("_record"), "request", None)
    match = getattr(request, "resolver_match", None)
    if match is not None:
        event["event"], event["route"] = "request failed", match.route
    return event


class NotOfHealth(logging.Filter):
    """Drops Django's report of an answer 503 to a health check: the check has said already what is wrong."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Say whether the line stays."""
        match = getattr(getattr(record, "request", None), "resolver_match", None)
        return match is None or not match.route.startswith("health/")


def configuration(*, readable: bool) -> dict[str, Any]:
    """Return Django's LOGGING and set structlog up to go the same way.

    Args:
        readable: lines for people instead of JSON.
    """
    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.add_log_level,
        structlog.stdlib.PositionalArgumentsFormatter(),
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    ending: list[Processor] = [
        name_the_route,
        structlog.stdlib.ProcessorFormatter.remove_processors_meta,
        structlog.processors.format_exc_info,
        hide_addresses,
    ]
    if readable:
        ending.append(structlog.dev.ConsoleRenderer(colors=False, pad_event_to=0))
    else:
        ending.append(structlog.processors.JSONRenderer(ensure_ascii=False))
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "filters": {"not_of_health": {"()": NotOfHealth}},
        "formatters": {
            "line": {
                "()": structlog.stdlib.ProcessorFormatter,
                "foreign_pre_chain": shared,
                "processors": ending,
            }
        },
        "handlers": {
            "stderr": {
                "class": "logging.StreamHandler",
                "formatter": "line",
                "filters": ["not_of_health"],
            }
        },
        "root": {"handlers": ["stderr"], "level": "INFO"},
        "loggers": {
            # Django's own handlers mail to administrators and print in colours: ours take their place.
            "django": {"handlers": [], "level": "INFO", "propagate": True},
            "django.server": {"handlers": [], "level": "INFO", "propagate": True},
            # A page that is not there is the visitor's matter; its path may be anything.
            "django.request": {"level": "ERROR"},
            # Reports every task with its arguments and result at INFO, and each message of the clock.
            "celery": {"level": "WARNING"},
            "fontTools": {"level": "WARNING"},
            "pikepdf": {"level": "WARNING"},
            "weasyprint": {"level": "ERROR"},
        },
    }
