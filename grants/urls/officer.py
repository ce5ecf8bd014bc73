"""The addresses of grants for the audience "officer"."""

from django.urls import path

from grants.views.officer import (
    applications,
    awards,
    call_steps,
    calls,
    decisions,
    entries,
    exports,
    questions,
)

app_name = "officer"

_CALL = "office/calls/<slug:slug>/"
_CASE = "office/applications/<slug:reference>/"

urlpatterns = [
    path("office/applications/", applications.application_list, name="application_list"),
    path("office/applications/export/", exports.application_export, name="application_export"),
    path("office/applications/exports/", exports.export_list, name="export_list"),
    path("office/applications/<slug:reference>/", applications.application_detail, name="application_detail"),
    path(
        "office/applications/<slug:reference>/screen/",
        decisions.application_screen,
        name="application_screen",
    ),
    path(
        "office/applications/<slug:reference>/decide/",
        decisions.application_decide,
        name="application_decide",
    ),
    path(
        "office/applications/<slug:reference>/exchange/",
        awards.application_exchange,
        name="application_exchange",
    ),
    path(_CASE + "messages/add/", entries.application_message_add, name="application_message_add"),
    path(_CASE + "completions/add/", entries.application_completion_add, name="application_completion_add"),
    path(
        _CASE + "completions/<int:pk>/accept/",
        entries.application_completion_accept,
        name="application_completion_accept",
    ),
    path(
        _CASE + "completions/<int:pk>/withdraw/",
        entries.application_completion_withdraw,
        name="application_completion_withdraw",
    ),
    path(_CASE + "submissions/<int:number>/", entries.application_submission, name="application_submission"),
    path("office/calls/", calls.call_list, name="call_list"),
    path("office/calls/new/", calls.call_create, name="call_create"),
    path(_CALL, calls.call_detail, name="call_detail"),
    path(_CALL + "history/", calls.call_history, name="call_history"),
    path(_CALL + "edit/<slug:section>/", calls.call_edit, name="call_edit"),
    path(_CALL + "copy/", calls.call_copy, name="call_copy"),
    path(_CALL + "preview/", calls.call_preview, name="call_preview"),
    path(_CALL + "step/<slug:to>/", call_steps.call_step, name="call_step"),
    path(_CALL + "funders/new/", calls.call_funder_create, name="call_funder_create"),
    path(_CALL + "funders/<int:pk>/remove/", calls.call_funder_remove, name="call_funder_remove"),
    path(_CALL + "questions/new/", questions.question_create, name="question_create"),
    path(_CALL + "questions/<int:pk>/", questions.question_edit, name="question_edit"),
    path(_CALL + "questions/<int:pk>/move/", questions.question_move, name="question_move"),
    path(_CALL + "questions/<int:pk>/remove/", questions.question_remove, name="question_remove"),
    path(_CALL + "questions/<int:pk>/restore/", questions.question_restore, name="question_restore"),
]
