"""The addresses of grants, by audience."""

from django.urls import include, path

app_name = "grants"

urlpatterns = [
    path("", include("grants.urls.applicant")),
    path("", include("grants.urls.public")),
    path("", include("grants.urls.officer")),
]
