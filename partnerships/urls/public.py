"""The addresses of partnerships for the audience "public"."""

from django.urls import path

from partnerships.views.public import organisations

app_name = "public"

urlpatterns = [
    path("organisations/", organisations.organisation_list, name="organisation_list"),
    path("organisations/<slug:slug>/", organisations.organisation_detail, name="organisation_detail"),
]
