"""Where grants stands in the navigation of each area."""

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from portal.accounts.enums import Role
from portal.core.navigation import Area, NavigationEntry


def _assesses(request: HttpRequest) -> bool:
    """Tell whether the reader assesses for an authority."""
    return bool(request.user.has_any_role([Role.ASSESSOR]))  # type: ignore[union-attr]


ENTRIES: list[tuple[Area, NavigationEntry]] = [
    ("public", NavigationEntry(label=_("Calls"), url_name="grants:public:call_list", order=50)),
    ("public", NavigationEntry(label=_("Awards"), url_name="grants:public:award_list", order=55)),
    ("my", NavigationEntry(label=_("My applications"), url_name="grants:applicant:overview", order=10)),
    (
        "office",
        NavigationEntry(label=_("Applications"), url_name="grants:officer:application_list", order=20),
    ),
    ("office", NavigationEntry(label=_("Grant reports"), url_name="grants:officer:report_list", order=24)),
    (
        "office",
        NavigationEntry(
            label=_("To assess"), url_name="grants:officer:assignment_list", order=25, visible=_assesses
        ),
    ),
    (
        "office",
        NavigationEntry(label=_("Changes of grants"), url_name="grants:officer:change_list", order=26),
    ),
    ("office", NavigationEntry(label=_("Diary"), url_name="grants:officer:diary_list", order=29)),
    ("office", NavigationEntry(label=_("Calls"), url_name="grants:officer:call_list", order=30)),
    ("office", NavigationEntry(label=_("Payments"), url_name="grants:officer:payment_list", order=28)),
    ("office", NavigationEntry(label=_("Meetings"), url_name="grants:officer:meeting_list", order=35)),
    (
        "office",
        NavigationEntry(
            label=_("Requests to read documents"), url_name="grants:officer:disclosure_list", order=85
        ),
    ),
    (
        "office",
        NavigationEntry(
            label=_("Keeping and destroying"), url_name="grants:officer:retention_class_list", order=88
        ),
    ),
]
