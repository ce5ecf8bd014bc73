"""Submissions: the register of what was handed in, version by version."""

from typing import Any

from grants.models import Application, Submission
from portal.core.domain import constraints
from portal.core.enums import DocumentKind
from portal.core.models import Document


def record(application: Application) -> Submission:
    """Append what has just been handed in to the register, in the caller's transaction, under the case's lock."""
    assert application.submitted_at and application.submitted_by_id  # noqa: S101, PT018 - a constraint says so
    submission = Submission(
        application=application,
        number=application.submissions.count() + 1,
        title=application.title,
        requested=application.requested,
        content=application.content,
        content_sha256=application.content_sha256,
        submitted_at=application.submitted_at,
        submitted_by=application.submitted_by,
    )
    constraints.validate(submission)
    submission.save(force_insert=True)
    return submission


def latest(application: Application) -> Submission | None:
    """Return the submission that counts; None for a draft that was never handed in."""
    return application.submissions.order_by("number").last()


def put_back(application: Application) -> list[str]:
    """Let a reopened case say again what was handed in last; returns the fields to save.

    The answers stay as they are: they are what the applicant goes on from when the case is opened again.
    """
    standing = latest(application)
    if standing is not None:
        application.title, application.requested = standing.title, standing.requested
    application.reopened_at, application.reopened_by = None, None
    return ["title", "requested", "reopened_at", "reopened_by"]


def as_handed_in(application: Application) -> Application:
    """Let a reopened case, in memory alone, say what counts: for those who must not see what is being written."""
    standing = latest(application) if application.is_reopened else None
    if standing is not None:
        application.title, application.requested = standing.title, standing.requested
    return application


def files(application: Application) -> list[Document]:
    """Return the files that were handed in with what counts now.

    While the applicant changes the case, those that were added since are left out, and those taken out stay.
    """
    attached = Document.objects.of(application).filter(kind=DocumentKind.ATTACHMENT)
    if not application.is_reopened:
        return list(attached)
    standing = latest(application)
    if standing is None:
        return []
    named = {
        (file["filename"], file["sha256"])
        for section in (standing.content or {}).get("sections", [])
        for answer in section.get("answers", [])
        for file in _files_of(answer)
    }
    every = [*attached, *Document.objects.of(standing).filter(kind=DocumentKind.ATTACHMENT)]
    return [document for document in every if (document.filename, document.sha256) in named]


def _files_of(answer: dict[str, Any]) -> list[dict[str, Any]]:
    value = answer.get("value")
    if answer.get("kind") != "file" or not isinstance(value, list):
        return []
    return [file for file in value if isinstance(file, dict) and "sha256" in file]


def keep_with_submission(document: Document, application: Application) -> None:
    """Let a file that was handed in and is now taken out belong to the submission it came with."""
    standing = latest(application)
    assert standing is not None  # noqa: S101 - only what was handed in is reopened
    document.subject = standing
    document.save(update_fields=["content_type", "object_id"])
