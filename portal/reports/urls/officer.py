"""The addresses of reports for the audience "officer"."""

from django.urls import path

from portal.reports.views import officer

app_name = "officer"

urlpatterns = [
    path("office/reports/", officer.annual_report_list, name="annual_report_list"),
    path("office/reports/<int:pk>/", officer.annual_report_detail, name="annual_report_detail"),
    path("office/reports/<int:pk>/retry/", officer.annual_report_retry, name="annual_report_retry"),
]
