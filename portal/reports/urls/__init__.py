"""The addresses of reports, by audience."""

from django.urls import include, path

app_name = "reports"

urlpatterns = [
    path("", include("portal.reports.urls.officer")),
]
