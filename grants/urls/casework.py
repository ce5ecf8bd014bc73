"""The addresses of casework, for the office."""

from django.urls import path

from grants.views.officer.casework import bulk, diary, handling, lists, parties, registers, templates

_CASE = "office/applications/<slug:reference>/"

officer_paths = [
    path("office/diary/", diary.diary_list, name="diary_list"),
    path("office/diary/export/", diary.diary_export, name="diary_export"),
    path("office/tasks/", diary.case_task_list, name="case_task_list"),
    path("office/templates/", templates.message_template_list, name="message_template_list"),
    path("office/templates/new/", templates.message_template_create, name="message_template_create"),
    path("office/templates/<int:pk>/", templates.message_template_edit, name="message_template_edit"),
    path(
        "office/templates/<int:pk>/retire/", templates.message_template_retire, name="message_template_retire"
    ),
    path("office/case-lists/", lists.saved_list_list, name="saved_list_list"),
    path("office/case-lists/save/", lists.saved_list_create, name="saved_list_create"),
    path("office/case-lists/columns/", lists.case_list_columns, name="case_list_columns"),
    path("office/case-lists/<int:pk>/remove/", lists.saved_list_remove, name="saved_list_remove"),
    path("office/case-lists/opening/", lists.saved_list_opening, name="saved_list_opening"),
    path("office/case-lists/several/", bulk.application_bulk, name="application_bulk"),
    path(_CASE + "register/", registers.application_register, name="application_register"),
    path(
        _CASE + "register/<int:number>/confidentiality/",
        registers.application_entry_confidentiality,
        name="application_entry_confidentiality",
    ),
    path(
        _CASE + "confidentiality/",
        registers.application_confidentiality,
        name="application_confidentiality",
    ),
    path(_CASE + "officer/", handling.application_officer, name="application_officer"),
    path(_CASE + "notes/add/", handling.application_note_add, name="application_note_add"),
    path(_CASE + "tasks/add/", handling.application_task_add, name="application_task_add"),
    path(_CASE + "tasks/<int:pk>/", handling.application_task_edit, name="application_task_edit"),
    path(_CASE + "tasks/<int:pk>/done/", handling.application_task_done, name="application_task_done"),
    path(_CASE + "parties/add/", parties.application_party_add, name="application_party_add"),
    path(_CASE + "parties/<int:pk>/", parties.application_party_edit, name="application_party_edit"),
    path(
        _CASE + "parties/<int:pk>/history/",
        parties.application_party_history,
        name="application_party_history",
    ),
]
