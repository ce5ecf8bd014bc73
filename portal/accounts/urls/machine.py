"""The addresses of accounts for the audience "machine"."""

from django.urls import path

from portal.accounts.views import machine

app_name = "machine"

urlpatterns = [
    path("calendar/<str:token>.ics", machine.calendar_feed, name="calendar_feed"),
]
