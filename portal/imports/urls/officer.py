"""The addresses of bringing registers in for the audience "officer"."""

from django.urls import path

from portal.imports.views import exports, officer, steps

app_name = "officer"

urlpatterns = [
    path("office/imports/", officer.import_run_list, name="import_run_list"),
    path("office/imports/add/", officer.import_run_add, name="import_run_add"),
    path("office/imports/export/", exports.register_export, name="register_export"),
    path("office/imports/<int:pk>/", officer.import_run_detail, name="import_run_detail"),
    path("office/imports/<int:pk>/layout/", steps.import_run_layout, name="import_run_layout"),
    path("office/imports/<int:pk>/columns/", steps.import_run_columns, name="import_run_columns"),
    path("office/imports/<int:pk>/check/", officer.import_run_check, name="import_run_check"),
    path("office/imports/<int:pk>/confirm/", officer.import_run_confirm, name="import_run_confirm"),
    path("office/imports/<int:pk>/cancel/", officer.import_run_cancel, name="import_run_cancel"),
    path("office/imports/<int:pk>/retry/", officer.import_run_retry, name="import_run_retry"),
    path("office/imports/<int:pk>/errors/", exports.import_run_errors, name="import_run_errors"),
]
