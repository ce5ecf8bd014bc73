"""Mail to assessors: each message composed once, into the outbox; it says that there is work, not on whose case."""

from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy

from grants.emails import interface_language
from grants.models import Assessment, AssessmentRound
from portal.accounts.models import User
from portal.core.domain import outbox
from portal.core.models import Message
from portal.core.moments import say_moment


def applications_assigned(round: AssessmentRound, assessor: User, *, count: int, key: str) -> Message:
    """Tell an assessor, once for each ``key``, that applications of a round wait to be assessed."""
    return _to_assessor(
        round,
        assessor,
        subject=gettext_lazy("Applications to assess: %(call)s"),
        text=gettext_lazy("You have been asked to assess applications. New to you: %(count)s."),
        count=count,
        key=f"assigned-{key}",
    )


def assessment_reminder(round: AssessmentRound, assessor: User, *, count: int, key: str) -> Message:
    """Remind an assessor, once for each ``key``, of what they have not handed in yet."""
    return _to_assessor(
        round,
        assessor,
        subject=gettext_lazy("A reminder: applications to assess, %(call)s"),
        text=gettext_lazy("Assessments that you have not handed in yet: %(count)s."),
        count=count,
        key=f"assessment-reminder-{key}",
    )


def assessment_given_back(assessment: Assessment) -> Message:
    """Tell an assessor, once for each time, that the office asks them to look at an assessment again; not why."""
    assignment = assessment.assignment
    return _to_assessor(
        assignment.round,
        assignment.assessor,
        subject=gettext_lazy("Please look at an assessment again: %(call)s"),
        text=gettext_lazy("The office has given an assessment back to you. Its note stands on the page."),
        count=1,
        key=f"assessment-back-{assessment.pk}-{assessment.moves.count()}",
    )


def _to_assessor(
    round: AssessmentRound, assessor: User, *, subject: Any, text: Any, count: int, key: str
) -> Message:
    language = interface_language(assessor.language)
    with translation.override(language):
        call = round.call.names.in_language(language)
        body = render_to_string(
            "emails/grants/to_assessor.txt",
            {
                "text": text % {"count": count},
                "call": call,
                "round": round.names.in_language(language),
                "until": say_moment(round.closes_at, round.call.time_zone),
                "address": settings.PORTAL_URL + reverse("grants:officer:assignment_list"),
            },
        )
        return outbox.post(
            key=key,
            to=assessor.email,
            subject=(subject % {"call": call})[:300],
            body=body,
            language=language,
            about=round,
        )
