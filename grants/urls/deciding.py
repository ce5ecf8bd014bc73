"""The addresses of what is done with decisions, for each audience."""

from django.urls import path

from grants.views.applicant import deciding
from grants.views.officer.deciding import appeals, bulk, changes, halves

_CASE = "office/applications/<slug:reference>/"
_ONE = "my/applications/<slug:reference>/"

officer_paths = [
    path("office/calls/<slug:slug>/decide/", bulk.call_decide, name="call_decide"),
    path(_CASE + "refer/", changes.application_refer, name="application_refer"),
    path(_CASE + "correct/", changes.application_correct, name="application_correct"),
    path(_CASE + "revoke/", changes.application_revoke, name="application_revoke"),
    path(
        _CASE + "conditions/<int:pk>/fulfil/",
        changes.application_condition_fulfil,
        name="application_condition_fulfil",
    ),
    path(_CASE + "halves/<int:pk>/", halves.application_half, name="application_half"),
    path(
        _CASE + "halves/<int:pk>/withdraw/",
        halves.application_half_withdraw,
        name="application_half_withdraw",
    ),
    path(_CASE + "appeals/add/", appeals.application_appeal_record, name="application_appeal_record"),
    path(
        _CASE + "appeals/<int:pk>/decide/<slug:step>/",
        appeals.application_appeal_decide,
        name="application_appeal_decide",
    ),
    path(
        _CASE + "appeals/<int:pk>/send/<slug:step>/",
        appeals.application_appeal_send,
        name="application_appeal_send",
    ),
]

applicant_paths = [
    path(
        _ONE + "letters/<int:number>/open/", deciding.application_letter_open, name="application_letter_open"
    ),
    path(_ONE + "appeal/", deciding.application_appeal, name="application_appeal"),
]
