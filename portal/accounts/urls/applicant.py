"""The addresses of accounts for the audience "applicant"."""

from django.urls import path

from portal.accounts.views import applicant

app_name = "applicant"

urlpatterns = [
    path("my/profile/", applicant.profile, name="profile"),
    path("my/organisations/add/", applicant.representation_add, name="representation_add"),
    path("my/organisations/<int:pk>/remove/", applicant.representation_remove, name="representation_remove"),
]
