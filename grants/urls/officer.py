"""The addresses of grants for the audience "officer"."""

from django.urls import URLPattern

app_name = "officer"

urlpatterns: list[URLPattern] = []
