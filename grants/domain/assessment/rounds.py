"""Rounds of assessment: begun with the criteria of the call, edited until somebody has scored by them."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from grants.enums.assessment import AssignmentRule  # noqa: F401
from grants.models import AssessmentRound, Assignment, Call, RoundCriterion, Score
from grants.permissions import can_run_assessment
from portal.core.domain import records
from portal.core.domain.locking import lock
from portal.core.errors import DomainError, NotAllowed
from portal.core.history import acting

# What scores mean: fixed once the first one is given.
FORM_FIELDS = frozenset({"scale_from", "scale_to"})


def require_running(call: Call, by: Any) -> None:
    """Raise NotAllowed unless ``by`` runs the assessment of this call."""
    if not can_run_assessment(by, call):
        raise NotAllowed(
            _("Only officers and administrators of the call's authority run its assessment."),
            code="not_officer",
        )


def require_not_agreed(round: AssessmentRound) -> None:
    """Raise DomainError once the ranking of the round is agreed."""
    if round.is_agreed:
        raise DomainError(
            _("The ranking of this round is agreed: nothing in it changes any more."), code="agreed"
        )


@transaction.atomic
def create(call: Call, values: Mapping[str, Any], *, by: Any) -> AssessmentRound:
    """Begin a round of a call, with the call's criteria and their weights.

    Parameters: ``values`` by field name. Raises NotAllowed, or ValidationError with sentences beside fields.
    """
    with acting(by):
        call = lock(call)
        require_running(call, by)
        last = call.assessment_rounds.aggregate(last=Max("number"))["last"] or 0
        round = records.add(AssessmentRound(call=call, number=last + 1), values, checks=(_check_words,))
        criteria = [one for one in call.scored_criteria.all() if not one.is_preference]
        RoundCriterion.objects.bulk_create(
            RoundCriterion(round=round, names=one.names, weight=one.weight or 1, position=position)
            for position, one in enumerate(criteria)
        )
    return round


@transaction.atomic
def edit(
    round: AssessmentRound, changes: Mapping[str, Any], *, version: int | None, by: Any
) -> AssessmentRound:
    """Change a round; the scale stays once somebody has scored by it. Raises StaleEdit, DomainError, NotAllowed."""
    with acting(by):
        require_running(round.call, by)
        require_not_agreed(lock(round))
        if FORM_FIELDS & changes.keys():
            _require_unscored(round)
        return records.change(round, changes, version=version, checks=(_check_words,))


@transaction.atomic
def add_criterion(round: AssessmentRound, values: Mapping[str, Any], *, by: Any) -> RoundCriterion:
    """Add a criterion at the end of the form. Raises DomainError once somebody has scored by it, NotAllowed."""
    with acting(by):
        _form_to_edit(round, by)
        last = round.criteria.aggregate(last=Max("position"))["last"]
        position = 0 if last is None else last + 1
        return records.add(RoundCriterion(round=round, position=position), values)


@transaction.atomic
def edit_criterion(
    criterion: RoundCriterion, changes: Mapping[str, Any], *, version: int | None, by: Any
) -> RoundCriterion:
    """Change a criterion. Raises DomainError once somebody has scored by it, StaleEdit, NotAllowed."""
    with acting(by):
        _form_to_edit(criterion.round, by)
        return records.change(criterion, changes, version=version)


@transaction.atomic
def remove_criterion(criterion: RoundCriterion, *, by: Any) -> None:
    """Take a criterion off the form. Raises DomainError once somebody has scored by it, NotAllowed."""
    with acting(by):
        _form_to_edit(criterion.round, by)
        records.remove(criterion, protected=_("Somebody has scored by this criterion."))


def is_scored(round: AssessmentRound) -> bool:
    """Tell whether somebody has given a score in this round."""
    given = Score.objects.filter(assessment__assignment__round=round, value__isnull=False)
    return bool(given.exists())


def _form_to_edit(round: AssessmentRound, by: Any) -> None:
    require_running(round.call, by)
    require_not_agreed(lock(round))
    _require_unscored(round)


def _require_unscored(round: AssessmentRound) -> None:
    if is_scored(round):
        raise DomainError(
            _("Somebody has scored by this form: its criteria, weights and scale stay as they are."),
            code="scored",
        )


def _check_words(round: AssessmentRound) -> None:
    """Refuse more words of steps than there are steps."""
    steps = round.scale_to - round.scale_from + 1
    if any(len(text.splitlines()) > steps for text in round.scale_words.values()):
        raise DomainError(
            {"scale_words": [_("The scale has %(count)s steps: write one line for each.") % {"count": steps}]}
        )


def assigned_count(round: AssessmentRound) -> int:
    """Return how many applications of the round are with an assessor."""
    return Assignment.objects.filter(round=round).present().count()
