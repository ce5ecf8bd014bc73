"""Mail of grants: each message composed once, into the outbox."""

from datetime import datetime

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from grants.enums import ApplicationStatus, EntryKind, ParticipantRole
from grants.models import (
    Appeal,
    Application,
    Award,
    CallFunder,
    CaseEntry,
    DecisionAct,
    FunderDecision,
    Nomination,
    Participant,
    Submission,
)
from portal.accounts.enums import Role
from portal.accounts.models import User
from portal.core.domain import outbox
from portal.core.models import Document, Message
from portal.core.moments import say_date, say_day, say_moment


def interface_language(code: str) -> str:
    """Return the language in which the portal writes to somebody who wrote in ``code``."""
    return code if code in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


def receipt(submission: Submission, document: Document) -> Message:
    """Post the receipt of one submission, once, to the applicant, in the language of the application."""
    application = submission.application
    language = interface_language(application.language)
    call = application.call
    with translation.override(language):
        subject = _("Receipt: your application %(reference)s to “%(call)s”") % {
            "reference": application.reference,
            "call": call.names.in_language(language),
        }
        body = render_to_string(
            "emails/grants/receipt.txt",
            {
                "application": application,
                "submission": submission,
                "call": call.names.in_language(language),
                "authority": application.authority.organisation.names.in_language(language),
                "submitted": say_moment(submission.submitted_at, call.time_zone),
                "address": settings.PORTAL_URL
                + reverse("grants:applicant:application_detail", args=[application.reference]),
            },
        )
    return outbox.post(
        key=f"receipt-{application.pk}" + (f"-{submission.number}" if submission.number > 1 else ""),
        to=submission.submitted_by.email,
        subject=subject[:300],
        body=body,
        language=language,
        about=application,
        attachments=[document],
    )


def decided(act: DecisionAct, decision_id: int) -> Message:
    """Post, once for each act, that there is a decision: not which one, since mail is read by others too."""
    application = act.application
    language = interface_language(application.language)
    with translation.override(language):
        subject = _("There is a decision on your application %(reference)s") % {
            "reference": application.reference
        }
        body = render_to_string(
            "emails/grants/decided.txt",
            {
                "application": application,
                "call": application.call.names.in_language(language),
                "authority": application.authority.organisation.names.in_language(language),
                "address": settings.PORTAL_URL
                + reverse("grants:applicant:application_detail", args=[application.reference]),
            },
        )
    return outbox.post(
        key=f"decided-{decision_id}" + (f"-{act.number}" if act.number > 1 else ""),
        to=application.applicant.email,
        subject=subject,
        body=body,
        language=language,
        about=application,
    )


def appeal_moved(appeal: Appeal) -> Message:
    """Post, once for each step, that something has happened to an appeal."""
    application = appeal.application
    language = interface_language(application.language)
    with translation.override(language):
        subject = _("There is news of your appeal, application %(reference)s") % {
            "reference": application.reference
        }
        body = render_to_string(
            "emails/grants/appeal_moved.txt",
            {
                "application": application,
                "authority": application.authority.organisation.names.in_language(language),
                "address": settings.PORTAL_URL
                + reverse("grants:applicant:application_detail", args=[application.reference]),
            },
        )
    return outbox.post(
        key=f"appeal-{appeal.pk}-{appeal.status}",
        to=application.applicant.email,
        subject=subject,
        body=body,
        language=language,
        about=application,
    )


def half_withdrawn(half: FunderDecision, other: CallFunder) -> list[Message]:
    """Tell another funder's decision makers, once each, that a funder has withdrawn its half of a joint decision."""
    application = half.application
    language = interface_language(other.organisation.authority.languages[0])
    people = User.objects.filter(
        is_active=True,
        memberships__authority=other.organisation.authority,
        memberships__role=Role.DECISION_MAKER,
    )
    with translation.override(language):
        subject = _("A funder has withdrawn its decision on %(reference)s") % {
            "reference": application.reference
        }
        body = render_to_string(
            "emails/grants/half_withdrawn.txt",
            {
                "application": application,
                "funder": half.funder,
                "address": settings.PORTAL_URL
                + reverse("grants:officer:application_detail", args=[application.reference]),
            },
        )
    return [
        outbox.post(
            key=f"half-withdrawn-{half.pk}-{person.pk}",
            to=person.email,
            subject=subject,
            body=body,
            language=language,
            about=application,
        )
        for person in people.distinct().order_by("pk")
    ]


def expression_answered(application: Application, reason: str, closes: datetime | None) -> Message:
    """Post, once, what became of an expression of interest, with the reason.

    Parameters: ``closes`` is when the full application has to be handed in, where it was accepted.
    """
    language = interface_language(application.language)
    call, accepted = application.call, application.status == ApplicationStatus.INVITED
    with translation.override(language):
        subject = _("Your expression of interest %(reference)s has been answered") % {
            "reference": application.reference
        }
        body = render_to_string(
            "emails/grants/expression_answered.txt",
            {
                "application": application,
                "accepted": accepted,
                "reason": reason,
                "call": call.names.in_language(language),
                "authority": application.authority.organisation.names.in_language(language),
                "closes": say_moment(closes, call.time_zone) if closes else "",
                "address": settings.PORTAL_URL
                + reverse("grants:applicant:application_detail", args=[application.reference]),
            },
        )
    return outbox.post(
        key=f"expression-{application.pk}",
        to=application.applicant.email,
        subject=subject,
        body=body,
        language=language,
        about=application,
    )


def participation(participant: Participant, token: str) -> Message:
    """Ask somebody to take part in an application: once for each token, in that person's language where it is known.

    Parameters: ``token`` is the secret of the link; it stands in the mail and nowhere else.
    """
    application, inviter = participant.application, participant.created_by
    known = User.objects.with_address(participant.email).first()
    language = interface_language((known and known.language) or inviter.language or application.language)
    call = application.call
    with translation.override(language):
        words = {
            "inviter": inviter,
            "call": call.names.in_language(language),
        }
        subject = _("%(inviter)s asks you to take part in an application") % words
        body = render_to_string(
            "emails/grants/participation.txt",
            {
                **words,
                "participant": participant,
                "application": application,
                "role": participant.get_role_display(),
                "is_partner": participant.role == ParticipantRole.PARTNER,
                "until": say_day(participant.expires_at, call.time_zone),
                "closes": say_moment(call.closes_at, call.time_zone) if call.closes_at else "",
                "address": settings.PORTAL_URL + reverse("grants:public:participant_link", args=[token]),
            },
        )
    return outbox.post(
        key=f"participation-{participant.pk}-{participant.token_digest}",
        to=participant.email,
        subject=subject[:300],
        body=body,
        language=language,
        about=application,
    )


def nomination(nomination: Nomination, token: str) -> Message:
    """Tell a nominee, once for each token, in that person's language where it is known.

    Parameters: ``token`` is the secret of the link; it stands in the mail and nowhere else.
    """
    call = nomination.call
    known = User.objects.with_address(nomination.email).first()
    language = interface_language((known and known.language) or nomination.created_by.language)
    with translation.override(language):
        words = {
            "body": nomination.organisation.names.in_language(language),
            "call": call.names.in_language(language),
        }
        subject = _("%(body)s nominates you for “%(call)s”") % words
        body = render_to_string(
            "emails/grants/nomination.txt",
            {
                **words,
                "nomination": nomination,
                "until": say_day(nomination.expires_at, call.time_zone),
                "closes": say_moment(call.closes_at, call.time_zone) if call.closes_at else "",
                "address": settings.PORTAL_URL + reverse("grants:public:nomination_link", args=[token]),
            },
        )
    return outbox.post(
        key=f"nomination-{nomination.pk}-{nomination.token_digest}",
        to=nomination.email,
        subject=subject[:300],
        body=body,
        language=language,
        about=call,
    )


def entry(entry: CaseEntry) -> Message:
    """Post, once, that the authority has written about an application: not what, since mail is read by others too."""
    application, request = entry.application, entry.request
    language = interface_language(application.language)
    is_request = request is not None and entry.kind == EntryKind.REQUEST
    with translation.override(language):
        subject = (
            _("Please complete your application %(reference)s")
            if is_request
            else _("There is a message about your application %(reference)s")
        ) % {"reference": application.reference}
        page = (
            reverse("grants:applicant:application_completion", args=[application.reference, request.pk])
            if request is not None
            else reverse("grants:applicant:application_detail", args=[application.reference])
        )
        body = render_to_string(
            "emails/grants/entry.txt",
            {
                "application": application,
                "call": application.call.names.in_language(language),
                "authority": application.authority.organisation.names.in_language(language),
                "due": say_moment(request.closes_at, request.time_zone) if request and is_request else "",
                "address": settings.PORTAL_URL + page,
            },
        )
    return outbox.post(
        key=f"entry-{entry.pk}",
        to=application.applicant.email,
        subject=subject,
        body=body,
        language=language,
        about=application,
    )


def grant_told(award: Award, about: str, *, key: str = "") -> Message:
    """Post, once, that there is something to read or to do about a grant: not what, since mail is read by others too.

    Parameters: ``about`` is "accept", "lapsed", "suspended", "ended" or "repay"; with the same ``key`` it is the same
    message.
    """
    application = award.decision.application
    language = interface_language(application.language)
    with translation.override(language):
        words = {"reference": application.reference}
        subject = {
            "accept": _("Your grant %(reference)s waits to be accepted"),
            "repay": _("Your grant %(reference)s: money is to be paid back"),
        }.get(about, _("There is news about your grant %(reference)s")) % words
        body = render_to_string(
            "emails/grants/grant_told.txt",
            {
                "application": application,
                "about": about,
                "call": application.call.names.in_language(language),
                "authority": application.authority.organisation.names.in_language(language),
                "day": say_date(award.accept_by) if award.accept_by else "",
                "address": settings.PORTAL_URL
                + reverse("grants:applicant:grant_detail", args=[application.reference]),
            },
        )
    return outbox.post(
        key=f"grant-{award.pk}-{about}-{key or award.version}",
        to=application.applicant.email,
        subject=subject,
        body=body,
        language=language,
        about=application,
    )
