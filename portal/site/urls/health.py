"""The addresses for machines that watch over the portal (interface.md)."""

from django.urls import path

from portal.site.views import health

app_name = "health"

urlpatterns = [
    path("live", health.live, name="live"),
    path("ready", health.ready, name="ready"),
]
