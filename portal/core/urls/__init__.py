"""The addresses of core, by audience."""

from django.urls import include, path

app_name = "core"

urlpatterns = [
    path("", include("portal.core.urls.public")),
]
