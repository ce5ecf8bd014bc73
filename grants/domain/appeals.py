"""Appeal notices: what a decision says about contesting it, by the law of the authority's country."""

from django.utils import translation
from django.utils.translation import gettext as _

from grants.emails import interface_language
from grants.models import Application
from partnerships.models import Authority


def appeal_notice(application: Application, authority: Authority | None = None) -> str:
    """Return the notice that a decision on a case begins with, in the language of its letter; people may change it.

    Parameters: ``authority`` decides, where it is another than that of the case: a funder that
    decides its half. Where the call's decisions are final, the notice says so, and nobody changes it.

    Sources: Sweden, Kommunallagen (2017:725) chapter 13 §§ 1–8 (review of legality, three weeks from the notice
    board); Denmark, no administrative appeal, the Ombudsman of the Folketing (Lov om Folketingets Ombudsmand);
    Belgium, Council of State (coordinated laws of 12 January 1973, article 14, and Regent's decree of 23 August
    1948, article 4: sixty days).
    """
    language = interface_language(application.language)
    organisation = (authority or application.authority).organisation
    with translation.override(language):
        name = organisation.names.in_language(language)
        if application.call.decision_final:
            return _final() % {"authority": name}
        region = organisation.region
        text = {"SE": _swedish, "DK": _danish, "BE": _belgian}.get(region.country if region else "", _other)
        return text() % {"authority": name}


def as_the_call_says(application: Application, notice: str) -> str:
    """Return the notice as people wrote it, or that of the call where its decisions are final."""
    return appeal_notice(application) if application.call.decision_final else notice


def _final() -> str:
    return _("This decision of %(authority)s is final: under the law of the call, it cannot be appealed.")


def _swedish() -> str:
    return _(
        "A member of the region may have the legality of this decision reviewed (Local Government Act, chapter 13). "
        "The appeal is made in writing to the administrative court, and has to reach it within three weeks from the "
        "day on which it was announced on the notice board of %(authority)s that the minutes were approved. Say "
        "which decision you appeal, and why you hold it to be against the law."
    )


def _danish() -> str:
    return _(
        "This decision of %(authority)s cannot be appealed to another administrative authority. If you hold that the "
        "case was not handled as it should have been, you may complain to the Parliamentary Ombudsman within a year."
    )


def _belgian() -> str:
    return _(
        "You may ask the Council of State to annul this decision of %(authority)s. The application is made in "
        "writing, signed and dated, within sixty days from the day on which you were told of the decision."
    )


def _other() -> str:
    return _(
        "If you hold that this decision is wrong, write to %(authority)s and say what should be changed and why. The "
        "authority tells you where and until when the decision can be appealed."
    )
