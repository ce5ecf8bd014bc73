"""What an assessor reads: a summary before the declaration, then the application without what is not for them."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.db.models import F, Sum
from django.utils.translation import gettext as _

from grants.domain import readers
from grants.domain.assessment.assessments import content_to_assess
from grants.enums import Meaning
from grants.enums.assessment import AssessmentStatus, Recommendation, ResultsShown, TraceKind
from grants.models import Assessment, Assignment
from grants.permissions import ASSESSED
from portal.core.amounts import format_amount
from portal.core.models import Document
from portal.core.multilingual import Multilingual

# Answers that say who applies, whatever their question is called: left out of a blind review.
NAMES_THE_APPLICANT: frozenset[str] = frozenset(
    {
        Meaning.CONTACT_NAME, Meaning.EMAIL, Meaning.ORGANISATION_NAME, Meaning.REGISTRATION_NUMBER, Meaning.WEBSITE,
        Meaning.BIRTH_DATE, Meaning.RESIDENCE, Meaning.CV, Meaning.PERSONS,
    }
)  # fmt: skip
SUMMARY = (
    Meaning.FIELDS,
    Meaning.MUNICIPALITY,
    Meaning.SEAT,
    Meaning.PLACES,
    Meaning.PARTNERS,
    Meaning.PERIOD,
)


def _hidden(assignment: Assignment) -> frozenset[str]:
    return NAMES_THE_APPLICANT if assignment.round.is_blind else frozenset()


def title_of(assignment: Assignment) -> str:
    """Return what the assessor calls the application."""
    application = assignment.application
    return application.title or application.reference


def content_of(assignment: Assignment) -> Mapping[str, Any]:
    """Return what counts of the application, for whom declared no conflict: nothing personal, nothing hidden."""
    application = assignment.application
    whole = content_to_assess(application)
    return readers.content_of(application, whole, ASSESSED, without=_hidden(assignment))


def files_of(assignment: Assignment) -> list[Document]:
    """Return the files that the assessor may read."""
    return readers.files_of(assignment.application, ASSESSED, without=_hidden(assignment))


def summary_of(assignment: Assignment) -> list[tuple[str, list[str]]]:
    """Return what the assessor declares from: title, who applies unless it is blind, place, partners, amount."""
    application, round = assignment.application, assignment.round
    facts: list[tuple[str, list[str]]] = [(_("Call"), [str(round.call.names)])]
    if not round.is_blind:
        facts.append((_("Applicant"), [application.applicant_name]))
        if application.organisation is not None:
            facts.append((_("Organisation"), [str(application.organisation)]))
        people = application.participants.filter(removed_at=None).order_by("pk")
        named = [
            ", ".join(filter(None, [name, organisation]))
            for name, organisation in people.values_list("name", "organisation_name")
        ]
        if named:
            facts.append((_("Who takes part"), named))
    for section in content_of(assignment).get("sections", []):
        for answer in section["answers"]:
            if answer.get("meaning") in SUMMARY and (lines := _lines(answer)):
                facts.append((str(Multilingual(answer["question"])), lines))
    if application.requested is not None:
        facts.append((_("Amount applied for"), [format_amount(application.requested, round.call.currency)]))
    return facts


def _lines(answer: Mapping[str, Any]) -> list[str]:
    if rows := answer.get("rows"):
        return [row["title"] for row in rows]
    shown = answer.get("shown")
    return [str(shown)] if shown else []


def completions_of(assignment: Assignment) -> list[dict[str, str]]:
    """Return the answers to requests for completion that were accepted, of questions that the assessor may read."""
    application = assignment.application
    hidden = _hidden(assignment)
    readable = {
        code
        for code, audience, meaning in application.call.questions.values_list("code", "audience", "meaning")
        if audience in ASSESSED and meaning not in hidden
    }
    entries = application.entries.filter(request__accepted_at__isnull=False).order_by("pk")
    return [
        {"question": str(Multilingual(answer["question"])), "shown": answer["shown"]}
        for answers in entries.values_list("answers", flat=True)
        for answer in answers
        if answer["code"] in readable
    ]


def said_in(assessment: Assessment) -> list[dict[str, Any]]:
    """Return an assessment in words, criterion by criterion, for who no longer writes in it."""
    words = dict(assessment.assignment.round.steps())
    scores = sorted(assessment.scores.all(), key=lambda score: (score.criterion.position, score.criterion_id))
    return [
        {
            "criterion": score.criterion.names,
            "value": score.value,
            "words": words.get(score.value, "") if score.value is not None else "",
            "comment": score.comment,
        }
        for score in scores
    ]


def trace_in_words(trace: Mapping[str, str]) -> str:
    """Return what the portal had found at a declaration, in the reader's language."""
    kind = dict(TraceKind.choices).get(trace["kind"], trace["kind"])
    return f"{kind}: {trace['words']}" if trace["words"] else str(kind)


def others_of(assessment: Assessment) -> list[dict[str, Any]]:
    """Return what others handed in about the same application, where the round shows it to who has handed in."""
    assignment = assessment.assignment
    shows = assignment.round.results_shown == ResultsShown.AFTER
    if not shows or assessment.status != AssessmentStatus.HANDED_IN:
        return []
    others = (
        Assessment.objects.filter(
            assignment__round=assignment.round_id,
            assignment__application=assignment.application_id,
            assignment__ended_at=None,
            assignment__has_conflict=False,
            status=AssessmentStatus.HANDED_IN,
        )
        .exclude(pk=assessment.pk)
        .annotate(
            score=Sum(F("scores__value") * F("scores__criterion__weight"))
            * Decimal("1.0")
            / Sum("scores__criterion__weight")
        )
        .order_by("pk")
    )
    return [
        {
            "score": one.score,
            "recommendation": Recommendation(one.recommendation).label,
            "comment": one.committee_comment,
        }
        for one in others
    ]
