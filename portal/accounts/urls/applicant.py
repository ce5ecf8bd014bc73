"""The addresses of accounts for the audience "applicant"."""

from django.urls import path

from portal.accounts.views import applicant, organisations, personal_data

app_name = "applicant"

urlpatterns = [
    path("my/profile/", applicant.profile, name="profile"),
    path("my/data/", personal_data.personal_export_list, name="personal_export_list"),
    path("my/data/order/", personal_data.personal_export_order, name="personal_export_order"),
    path("my/calendar/", applicant.calendar_link_create, name="calendar_link_create"),
    path("my/calendar/revoke/", applicant.calendar_link_revoke, name="calendar_link_revoke"),
    path("my/organisations/add/", applicant.representation_add, name="representation_add"),
    path("my/organisations/", organisations.organisation_list, name="organisation_list"),
    path(
        "my/organisations/<int:pk>/remove/", organisations.representation_remove, name="representation_remove"
    ),
    path("my/organisations/<slug:slug>/", organisations.organisation_detail, name="organisation_detail"),
    path("my/mandates/<int:pk>/revoke/", organisations.mandate_revoke, name="mandate_revoke"),
    path("my/mandates/<int:pk>/accept/", organisations.mandate_take, name="mandate_take"),
]
