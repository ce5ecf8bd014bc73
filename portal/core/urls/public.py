"""The addresses of core for the audience "public"."""

from django.urls import path

from portal.core.views import documents

app_name = "public"

urlpatterns = [
    path("documents/<int:pk>/", documents.document_download, name="document_download"),
]
