"""The addresses of grants for the audience "officer"."""

from django.urls import path

from grants.urls import casework, closing, deciding, money, openness, reporting
from grants.urls.assessment import officer_paths as assessment_paths
from grants.urls.meetings import officer_paths as meeting_paths
from grants.views.officer import (
    applications,
    awards,
    builder,
    call_documents,
    call_parts,
    call_rules,
    call_steps,
    calls,
    decisions,
    entries,
    exports,
    expressions,
    nominations,
    programmes,
    questions,
)
from portal.core.addresses import by_first_words

app_name = "officer"

_CALL = "office/calls/<slug:slug>/"
_CASE = "office/applications/<slug:reference>/"

_ADDRESSES = [
    path("office/applications/", applications.application_list, name="application_list"),
    path("office/applications/export/", exports.application_export, name="application_export"),
    path("office/applications/exports/", exports.export_list, name="export_list"),
    path("office/applications/<slug:reference>/", applications.application_detail, name="application_detail"),
    path(_CASE + "expression/", expressions.application_expression, name="application_expression"),
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
    path("office/calls/import/", call_documents.call_import, name="call_import"),
    path("office/programmes/", programmes.programme_list, name="programme_list"),
    path("office/programmes/new/", programmes.programme_create, name="programme_create"),
    path("office/programmes/<slug:slug>/", programmes.programme_detail, name="programme_detail"),
    path("office/programmes/<slug:slug>/edit/", programmes.programme_edit, name="programme_edit"),
    path("office/programmes/<slug:slug>/history/", programmes.programme_history, name="programme_history"),
    path(_CALL, builder.call_detail, name="call_detail"),
    path(_CALL + "build/<slug:step>/", builder.call_build, name="call_build"),
    path(_CALL + "history/", calls.call_history, name="call_history"),
    path(_CALL + "edit/<slug:section>/", calls.call_edit, name="call_edit"),
    path(_CALL + "copy/", calls.call_copy, name="call_copy"),
    path(_CALL + "preview/", calls.call_preview, name="call_preview"),
    path(_CALL + "nominations/", nominations.call_nominations, name="call_nominations"),
    path(_CALL + "extend/", call_steps.call_extend, name="call_extend"),
    path(_CALL + "document/", call_documents.call_document, name="call_document"),
    path(_CALL + "parts/windows/<int:pk>/use/", call_steps.call_window_use, name="call_window_use"),
    path(_CALL + "step/<slug:to>/", call_steps.call_step, name="call_step"),
    path(_CALL + "parts/<slug:part>/new/", call_parts.call_part_create, name="call_part_create"),
    path(_CALL + "parts/<slug:part>/<int:pk>/", call_parts.call_part_edit, name="call_part_edit"),
    path(_CALL + "parts/<slug:part>/<int:pk>/move/", call_parts.call_part_move, name="call_part_move"),
    path(_CALL + "parts/<slug:part>/<int:pk>/remove/", call_parts.call_part_remove, name="call_part_remove"),
    path(_CALL + "rules/", call_rules.call_rule_list, name="call_rule_list"),
    path(_CALL + "rules/new/", call_rules.call_rule_choose, name="call_rule_choose"),
    path(_CALL + "rules/new/<slug:kind>/", call_rules.call_rule_create, name="call_rule_create"),
    path(_CALL + "rules/try/", call_rules.call_rule_try, name="call_rule_try"),
    path(_CALL + "rules/<int:pk>/", call_rules.call_rule_edit, name="call_rule_edit"),
    path(_CALL + "rules/<int:pk>/move/", call_rules.call_rule_move, name="call_rule_move"),
    path(_CALL + "rules/<int:pk>/remove/", call_rules.call_rule_remove, name="call_rule_remove"),
    path(_CALL + "questions/new/", questions.question_create, name="question_create"),
    path(_CALL + "questions/<int:pk>/", questions.question_edit, name="question_edit"),
    path(_CALL + "questions/<int:pk>/move/", questions.question_move, name="question_move"),
    path(_CALL + "questions/<int:pk>/remove/", questions.question_remove, name="question_remove"),
    path(_CALL + "questions/<int:pk>/restore/", questions.question_restore, name="question_restore"),
    *meeting_paths,
    *openness.officer_paths,
    *deciding.officer_paths,
    *assessment_paths,
    *reporting.officer_paths,
    *money.officer_paths,
    *casework.officer_paths,
    *closing.officer_paths,
]

urlpatterns = by_first_words(_ADDRESSES)
