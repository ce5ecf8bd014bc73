"""The addresses of accounts for the audience "applicant"."""

from django.urls import path

from portal.accounts.views import applicant

app_name = "applicant"

urlpatterns = [
    path("my/profile/", applicant.profile, name="profile"),
    path("my/calendar/", applicant.calendar_link_create, name="calendar_link_create"),
    path("my/calendar/revoke/", applicant.calendar_link_revoke, name="calendar_link_revoke"),
    path("my/organisations/add/", applicant.representation_add, name="representation_add"),
    path("my/organisations/<int:pk>/remove/", applicant.representation_remove, name="representation_remove"),
]
