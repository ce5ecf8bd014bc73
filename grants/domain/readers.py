"""What of an application somebody may read: its content and files without the answers that are not for them."""

from collections.abc import Mapping
from typing import Any

from grants.domain import submissions
from grants.enums import Audience
from grants.models import Application
from grants.permissions import EVERY_AUDIENCE, may_read_answer, readable_audiences
from portal.core.models import Document


def content_for(
    user: Any, application: Application, content: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    """Return what was handed in, without the answers that ``user`` may not read; a section left empty is left out.

    An answer is as narrow as its question was when it was handed in, and as the question is now: an officer may see
    only later that it asks for something personal. Parameters: ``content`` is that of an earlier submission; default
    is what counts.
    """
    whole = dict((application.content if content is None else content) or {})
    audiences = readable_audiences(user, application)
    if audiences == EVERY_AUDIENCE or not whole:
        return whole
    return content_of(application, whole, audiences)


def content_of(
    application: Application,
    whole: Mapping[str, Any],
    audiences: frozenset[str],
    *,
    without: frozenset[str] = frozenset(),
) -> dict[str, Any]:
    """Return content without the answers that are for others than these audiences, as ``content_for`` does.

    Parameters: ``without`` names meanings of answers to leave out as well, such as the applicant's name.
    """
    now = dict(application.call.questions.values_list("code", "audience"))

    def is_readable(answer: Mapping[str, Any]) -> bool:
        then = answer.get("audience", Audience.ORDINARY)
        if answer.get("meaning") in without:
            return False
        return may_read_answer(audiences, then) and may_read_answer(
            audiences, now.get(answer.get("code", ""), then)
        )

    sections = [
        {**section, "answers": [answer for answer in section.get("answers", []) if is_readable(answer)]}
        for section in whole.get("sections", [])
    ]
    return {**whole, "sections": [section for section in sections if section["answers"]]}


def files_for(user: Any, application: Application) -> list[Document]:
    """Return the files that were handed in, without those of answers that ``user`` may not read."""
    audiences = readable_audiences(user, application)
    if audiences == EVERY_AUDIENCE:
        return submissions.files(application)
    return files_of(application, audiences)


def files_of(
    application: Application, audiences: frozenset[str], *, without: frozenset[str] = frozenset()
) -> list[Document]:
    """Return the files that were handed in with answers for these audiences, but for those of some meanings."""
    questions = {
        pk: (audience, meaning)
        for pk, audience, meaning in application.call.questions.values_list("pk", "audience", "meaning")
    }

    def is_readable(file: Document) -> bool:
        audience, meaning = questions.get(int(file.slot.partition(":")[0]), ("", ""))
        return may_read_answer(audiences, audience) and meaning not in without

    return [file for file in submissions.files(application) if is_readable(file)]
