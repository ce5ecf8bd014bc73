"""The addresses of exchanges for the audience "public"."""

from django.urls import URLPattern

app_name = "public"

urlpatterns: list[URLPattern] = []
