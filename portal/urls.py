"""The addresses of the portal (interface.md: they stay put)."""

from django.contrib import admin
from django.urls import include, path

from portal.accounts.views.public import set_language

# Grants first: drafts that save themselves ask most often of all, and Django tries address after address.
urlpatterns = [
    path("", include("grants.urls")),
    path("", include("portal.site.urls")),
    path("", include("partnerships.urls")),
    path("", include("exchanges.urls")),
    path("", include("portal.reports.urls")),
    path("", include("portal.imports.urls")),
    path("", include("portal.core.urls")),
    path("", include("portal.accounts.urls")),
    path("accounts/", include("allauth.urls")),
    path("i18n/setlang/", set_language, name="set_language"),
    path("admin/", admin.site.urls),
]
