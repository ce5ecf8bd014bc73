"""The addresses of reports and changes, for each audience."""

from django.urls import path

from grants.views.applicant import changes as my_changes
from grants.views.applicant import reporting as mine
from grants.views.officer.reporting import changes, reports

_REPORT = "my/grants/<slug:reference>/reports/<int:number>/"
_CHANGE = "my/grants/<slug:reference>/changes/"

applicant_paths = [
    path(_REPORT, mine.report_detail, name="report_detail"),
    path(_REPORT + "save/", mine.report_autosave, name="report_autosave"),
    path(_REPORT + "hand-in/", mine.report_hand_in, name="report_hand_in"),
    path(_CHANGE + "new/", my_changes.change_add, name="change_add"),
    path(_CHANGE + "<int:number>/", my_changes.change_detail, name="change_detail"),
    path(_CHANGE + "<int:number>/withdraw/", my_changes.change_withdraw, name="change_withdraw"),
]

officer_paths = [
    path("office/reports/of-grants/", reports.report_list, name="report_list"),
    path("office/changes/", changes.change_list, name="change_list"),
    path(
        "office/applications/<slug:reference>/reports/<int:number>/",
        reports.report_detail,
        name="report_detail",
    ),
    path(
        "office/applications/<slug:reference>/reports/<int:number>/waive/",
        reports.report_waive,
        name="report_waive",
    ),
    path(
        "office/applications/<slug:reference>/changes/<int:number>/",
        changes.change_detail,
        name="change_detail",
    ),
]
