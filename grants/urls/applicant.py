"""The addresses of grants for the audience "applicant"."""

from django.urls import URLPattern

app_name = "applicant"

urlpatterns: list[URLPattern] = []
