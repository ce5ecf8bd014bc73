"""The addresses of site, by audience."""

from django.urls import include, path

app_name = "site"

urlpatterns = [
    path("health/", include("portal.site.urls.health")),
    path("", include("portal.site.urls.public")),
    path("", include("portal.site.urls.officer")),
]
