"""Comparisons on paper: short ones are made at once, long ones by the worker."""

from collections.abc import Sequence
from typing import Any

from partnerships import comparison_documents, tasks, wording
from partnerships.models import AgreementVersion
from portal.core.domain import jobs
from portal.core.enums import JobState
from portal.core.models import Document, Job

# Characters of both texts; so much is set in about a second.
SHORT = 40_000


def order(
    before: AgreementVersion,
    after: AgreementVersion | None,
    *,
    languages: Sequence[str],
    language: str,
    by: Any,
) -> Document | Job:
    """Return the comparison as a document, or the job that makes it; asking again gives the same one.

    Parameters: ``after`` is a version, or None for the text being worked on; ``languages`` are those of the texts,
    ``language`` is the reader's. A job that has failed begins again.
    """
    known = comparison_documents.stored(before, after, languages=languages, language=language)
    if known is not None:
        return known
    text = comparison_documents.text_after(before, after)
    if _length(before.articles, languages) + _length(text, languages) <= SHORT:
        return comparison_documents.make(before, after, languages=languages, language=language, by=by)
    job = jobs.request(
        tasks.make_comparison,
        key=_key(before, after, languages, language),
        by=by,
        before_id=before.pk,
        after_id=after.pk if after is not None else None,
        languages=list(languages),
        language=language,
    )
    return jobs.retry(job) if job.state == JobState.FAILED else job


def state_of(
    before: AgreementVersion, after: AgreementVersion | None, *, languages: Sequence[str], language: str
) -> tuple[Document | None, Job | None]:
    """Return the comparison's document and its job, as far as they exist. Parameters: as `order`."""
    known = comparison_documents.stored(before, after, languages=languages, language=language)
    key = _key(before, after, languages, language)
    return known, Job.objects.filter(task=tasks.make_comparison.name, key=key).first()


def _key(
    before: AgreementVersion, after: AgreementVersion | None, languages: Sequence[str], language: str
) -> str:
    text = comparison_documents.text_after(before, after)
    return f"{before.pk}:{comparison_documents.slot_of(after, text, languages)}:{language}"


def _length(text: wording.Text, languages: Sequence[str]) -> int:
    return sum(len(article["texts"].get(code, "")) for article in text for code in languages)
