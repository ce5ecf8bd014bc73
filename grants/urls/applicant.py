"""The addresses of grants for the audience "applicant"."""

from django.urls import path

from grants.urls import deciding, money, reporting
from grants.views.applicant import (
    copying,
    entries,
    nominations,
    overview,
    pages,
    people,
    sections,
    signing,
    starting,
)
from portal.core.addresses import by_first_words

app_name = "applicant"

_ONE = "my/applications/<slug:reference>/"

_ADDRESSES = [
    # First, since it is asked for every few seconds by everybody who writes.
    path(_ONE + "form/<int:number>/save/", sections.application_autosave, name="application_autosave"),
    path("my/", overview.overview, name="overview"),
    path("my/applications/start/<slug:slug>/", starting.application_start, name="application_start"),
    path(_ONE, pages.application_detail, name="application_detail"),
    path(_ONE + "form/<int:number>/", sections.application_section, name="application_section"),
    path(_ONE + "form/<int:number>/upload/", sections.application_upload, name="application_upload"),
    path(_ONE + "copy/", copying.application_copy, name="application_copy"),
    path(_ONE + "check/", pages.application_check, name="application_check"),
    path(_ONE + "submit/", pages.application_submit, name="application_submit"),
    path(_ONE + "receipt/", pages.application_receipt, name="application_receipt"),
    path(_ONE + "withdraw/", pages.application_withdraw, name="application_withdraw"),
    path(_ONE + "reopen/", pages.application_reopen, name="application_reopen"),
    path(_ONE + "leave/", pages.application_leave, name="application_leave"),
    path(_ONE + "delete/", pages.application_delete, name="application_delete"),
    path(_ONE + "people/", people.application_people, name="application_people"),
    path(_ONE + "people/add/", people.application_person_add, name="application_person_add"),
    path(_ONE + "people/<int:pk>/", people.application_person_edit, name="application_person_edit"),
    path(
        _ONE + "people/<int:pk>/resend/", people.application_person_resend, name="application_person_resend"
    ),
    path(
        _ONE + "people/<int:pk>/remove/", people.application_person_remove, name="application_person_remove"
    ),
    path(_ONE + "messages/add/", entries.application_supplement_add, name="application_supplement_add"),
    path(_ONE + "completions/<int:pk>/", entries.application_completion, name="application_completion"),
    path(_ONE + "sign/", signing.application_sign, name="application_sign"),
    path("my/nominations/<slug:slug>/", nominations.nomination_list, name="nomination_list"),
    path("my/nominations/<slug:slug>/add/", nominations.nomination_add, name="nomination_add"),
    path(
        "my/nominations/<slug:slug>/<int:pk>/withdraw/",
        nominations.nomination_withdraw,
        name="nomination_withdraw",
    ),
    path("my/invitations/<int:pk>/accept/", people.invitation_take, name="invitation_take"),
    *reporting.applicant_paths,
    *deciding.applicant_paths,
    *money.applicant_paths,
]

urlpatterns = by_first_words(_ADDRESSES)
