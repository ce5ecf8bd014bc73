"""The addresses of bringing registers in, by audience."""

from django.urls import include, path

app_name = "imports"

urlpatterns = [
    path("", include("portal.imports.urls.officer")),
]
