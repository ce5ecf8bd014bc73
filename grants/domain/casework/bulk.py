"""One step for several cases: looked at first, then taken case by case; nothing is ever decided this way."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from grants.domain import entries
from grants.domain.casework import case_tasks, officers, templates, working
from grants.enums import RegisterKind
from grants.models import Application, CaseTask, RegisterEntry
from portal.core.domain.locking import lock
from portal.core.errors import DomainError, NotAllowed

MOST = 100


class BulkStep(TextChoices):
    """What can be done with several cases at once."""

    ASSIGN = "assign", gettext_lazy("Hand over to an officer")
    MESSAGE = "message", gettext_lazy("Write to the applicants")
    TASK = "task", gettext_lazy("Add a task")


@dataclass(frozen=True)
class Planned:
    """What a step would do with one case: in words, or why it is left out."""

    application: Application
    words: str = ""
    refusal: str = ""


@dataclass(frozen=True)
class Taken:
    """What a step has done: with how many cases, and with which not, and why."""

    done: int
    refused: Sequence[Planned]


def plan(step: str, cases: Sequence[Application], values: Mapping[str, Any], *, by: Any) -> list[Planned]:
    """Say for each case what a step would do, changing nothing."""
    return [_planned(step, case, values, by) for case in cases]


def run(step: str, cases: Sequence[Application], values: Mapping[str, Any], *, key: str, by: Any) -> Taken:
    """Take a step for each case in a transaction of its own; with the same key again, nothing is done twice.

    Parameters: ``values`` are those of the step's form; ``key`` is the preview's. A case that somebody else has changed
    meanwhile is left out with the reason, the others go on. Raises DomainError for more cases than can be looked at.
    """
    if len(cases) > MOST:
        raise DomainError(
            _("At most %(count)s cases are worked on at once. Choose fewer.") % {"count": MOST}, code="many"
        )
    done, refused = 0, []
    for case in cases:
        try:
            STEPS[BulkStep(step)].act(case, values, by, key)
        except ValidationError as error:
            refused.append(Planned(case, refusal=" ".join(error.messages)))
        else:
            done += 1
    return Taken(done, refused)


def _planned(step: str, case: Application, values: Mapping[str, Any], by: Any) -> Planned:
    try:
        return Planned(case, STEPS[BulkStep(step)].say(case, values, by))
    except ValidationError as error:
        return Planned(case, refusal=" ".join(error.messages))


# --- Handing over -----------------------------------------------------------------------------------


def _say_assign(case: Application, values: Mapping[str, Any], by: Any) -> str:
    working.require_worker(case, by)
    working.require_free_of_interest(case, values["officer"], values["deputy"])
    if case.officer is None:
        return _("Nobody → %(officer)s") % {"officer": values["officer"]}
    return _("%(now)s → %(officer)s") % {"now": case.officer, "officer": values["officer"]}


def _assign(case: Application, values: Mapping[str, Any], by: Any, key: str) -> None:
    officers.hand_over(
        case, officer=values["officer"], deputy=values["deputy"], note=values.get("note", ""), by=by
    )


# --- Writing ----------------------------------------------------------------------------------------


def text_for(case: Application, values: Mapping[str, Any], by: Any) -> str:
    """Return the message as this applicant gets it: the template in the language of the application."""
    template = values["template"]
    if template.authority_id != case.authority_id:
        raise NotAllowed(_("The template is another authority's."), code="authority")
    return templates.filled(template, case, language=case.language, by=by)


def _say_message(case: Application, values: Mapping[str, Any], by: Any) -> str:
    entries.require_writer(case, by)
    return text_for(case, values, by)


@transaction.atomic
def _message(case: Application, values: Mapping[str, Any], by: Any, key: str) -> None:
    case = lock(case)
    known = RegisterEntry.objects.filter(application=case, kind=RegisterKind.MESSAGE, key=f"bulk-{key}")
    if not known.exists():
        entries.message(case, text=text_for(case, values, by), by=by, key=f"bulk-{key}")


# --- Tasks ------------------------------------------------------------------------------------------


def _say_task(case: Application, values: Mapping[str, Any], by: Any) -> str:
    working.require_worker(case, by)
    working.require_free_of_interest(case, values["assignee"])
    return _("%(assignee)s: %(text)s") % {"assignee": values["assignee"], "text": values["text"]}


@transaction.atomic
def _task(case: Application, values: Mapping[str, Any], by: Any, key: str) -> None:
    case = lock(case)
    asked = {"text": values["text"].strip(), "assignee": values["assignee"], "due": values["due"]}
    if not CaseTask.objects.filter(application=case, done_at=None, **asked).exists():
        case_tasks.add(case, **asked, by=by)


@dataclass(frozen=True)
class _Step:
    say: Callable[[Application, Mapping[str, Any], Any], str]
    act: Callable[[Application, Mapping[str, Any], Any, str], None]


STEPS = {
    BulkStep.ASSIGN: _Step(_say_assign, _assign),
    BulkStep.MESSAGE: _Step(_say_message, _message),
    BulkStep.TASK: _Step(_say_task, _task),
}
