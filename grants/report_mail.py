"""Mail about reports and changes: each message composed once, into the outbox; it says that there is news, not which."""

from collections.abc import Callable

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from grants.emails import interface_language
from grants.models import Application, ChangeRequest, Report
from portal.core.domain import outbox
from portal.core.models import Message


def reminded(report: Report, *, due: Callable[[Report], str], overdue: bool) -> Message:
    """Remind the grantee of a report, once for each reminder of a day; ``due`` says that day in the active language."""
    with translation.override(interface_language(report.application.language)):
        words = {"report": report.get_kind_display(), "reference": report.application.reference}
        subject = (
            _("%(report)s of your grant %(reference)s is overdue")
            if overdue
            else _("%(report)s of your grant %(reference)s comes due")
        ) % words
        words = {"report": report.get_kind_display(), "due": due(report)}
        sentence = (
            _("It was due %(due)s and has not been handed in.")
            if overdue
            else _("It is due %(due)s and has not been handed in.")
        ) % words
    return _post(
        f"report-reminder-{report.pk}-{report.due_on}-{report.reminded}",
        report.application,
        subject,
        sentence,
        report.get_absolute_url(),
    )


def answered(report: Report) -> Message:
    """Tell the grantee that the authority has answered a report, once for each answer."""
    with translation.override(interface_language(report.application.language)):
        words = {"report": report.get_kind_display(), "reference": report.application.reference}
        subject = _("%(report)s of your grant %(reference)s has been answered") % words
        sentence = _("The authority has answered your report. Read the answer in the portal.")
    return _post(
        f"report-answer-{report.pk}-{report.version}",
        report.application,
        subject,
        sentence,
        report.get_absolute_url(),
    )


def change_decided(change: ChangeRequest) -> Message:
    """Tell the grantee that a change has been decided, once."""
    with translation.override(interface_language(change.application.language)):
        words = {"reference": change.application.reference}
        subject = _("The change of your grant %(reference)s has been decided") % words
        sentence = _(
            "The authority has decided on the change that you asked for. Read the decision in the portal."
        )
    return _post(f"change-{change.pk}", change.application, subject, sentence, change.get_absolute_url())


def _post(key: str, application: Application, subject: str, sentence: str, address: str) -> Message:
    language = interface_language(application.language)
    with translation.override(language):
        body = render_to_string(
            "emails/grants/report.txt",
            {
                "application": application,
                "sentence": sentence,
                "call": application.call.names.in_language(language),
                "authority": application.authority.organisation.names.in_language(language),
                "address": settings.PORTAL_URL + address,
            },
        )
    return outbox.post(
        key=key,
        to=application.applicant.email,
        subject=subject[:300],
        body=body,
        language=language,
        about=application,
    )
