"""The addresses of reports for the audience "officer"."""

from django.urls import path

from portal.reports.views import dossiers, officer

app_name = "officer"

urlpatterns = [
    path("office/reports/", officer.annual_report_list, name="annual_report_list"),
    path("office/reports/<int:pk>/", officer.annual_report_detail, name="annual_report_detail"),
    path("office/reports/<int:pk>/retry/", officer.annual_report_retry, name="annual_report_retry"),
    path("office/partnerships/<slug:slug>/dossier/", dossiers.dossier_list, name="dossier_list"),
    path("office/dossiers/<int:pk>/", dossiers.dossier_detail, name="dossier_detail"),
    path("office/dossiers/<int:pk>/retry/", dossiers.dossier_retry, name="dossier_retry"),
]
