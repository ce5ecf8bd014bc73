"""The addresses of partnerships, by audience."""

from django.urls import include, path

app_name = "partnerships"

urlpatterns = [
    path("", include("partnerships.urls.public")),
    path("", include("partnerships.urls.officer")),
]
