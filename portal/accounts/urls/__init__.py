"""The addresses of accounts, by audience."""

from django.urls import include, path

app_name = "accounts"

urlpatterns = [
    path("", include("portal.accounts.urls.public")),
    path("", include("portal.accounts.urls.applicant")),
    path("", include("portal.accounts.urls.officer")),
    path("", include("portal.accounts.urls.machine")),
]
