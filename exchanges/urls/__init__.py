"""The addresses of exchanges, by audience."""

from django.urls import include, path

app_name = "exchanges"

urlpatterns = [
    path("", include("exchanges.urls.public")),
    path("", include("exchanges.urls.officer")),
]
