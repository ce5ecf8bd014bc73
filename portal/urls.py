"""The addresses of the portal (interface.md: they stay put)."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("", include("portal.site.urls")),
    path("", include("partnerships.urls")),
    path("", include("exchanges.urls")),
    path("", include("grants.urls")),
    path("", include("portal.reports.urls")),
    path("", include("portal.core.urls")),
    path("accounts/", include("portal.accounts.urls")),
    path("accounts/", include("allauth.urls")),
    path("i18n/", include("django.conf.urls.i18n")),
    path("admin/", admin.site.urls),
]
