"""The Celery application: workers make PDFs, mail, imports and exports; beat keeps the schedule."""

import os
from typing import Any

import structlog
from celery import Celery, Task, signals

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")

# How much later than others the processes of the worker get the processor (0 to 19).
GIVES_WAY = 10

app = Celery("portal")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
app.autodiscover_tasks(related_name="periodic")


@signals.setup_logging.connect
def keep_our_logging(**_: Any) -> None:
    """Leave logging as the settings have it: Celery sets up its own only where nobody receives this signal."""


@signals.before_task_publish.connect
def send_request_id(headers: dict[str, Any], **_: Any) -> None:
    """Send the id of the request along with the task it asks for."""
    if request_id := structlog.contextvars.get_contextvars().get("request_id"):
        headers["request_id"] = request_id


@signals.task_prerun.connect
def name_task_in_log(task_id: str, task: "Task[Any, Any]", **_: Any) -> None:
    """Put the task, and the request that asked for it, in every log line it writes."""
    structlog.contextvars.clear_contextvars()
    structlog.contextvars.bind_contextvars(task=task.name, task_id=task_id)
    if request_id := getattr(task.request, "request_id", None):
        structlog.contextvars.bind_contextvars(request_id=request_id)


@signals.task_postrun.connect
def forget_task_in_log(**_: Any) -> None:
    """Keep the next task's log lines free of this one."""
    structlog.contextvars.clear_contextvars()


@signals.worker_process_init.connect
def give_way_to_pages(**_: Any) -> None:
    """Let whoever waits for a page go first where web and worker share a machine: a receipt may come a moment later.

    Linux listens to this among the processes of one session, as `portal.run` starts them.
    """
    os.nice(GIVES_WAY)


@signals.worker_ready.connect
@signals.heartbeat_sent.connect
def renew_heartbeat(**_: Any) -> None:
    """Renew the key that the readiness check looks for (portal.core.heartbeat)."""
    # Imported here: the settings are not read when this module is.
    from portal.core import heartbeat

    heartbeat.beat()


@signals.worker_ready.connect
def say_what_is_missing(**_: Any) -> None:
    """Say in the log, once at the start, that this portal seals nothing, where it does not."""
    # Imported here: the settings are not read when this module is.
    from portal.core.pdf import seal

    seal.tell_if_unsealed()
