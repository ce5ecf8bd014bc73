"""The addresses of site for the audience "public"."""

from django.urls import path

from portal.site.views import public

app_name = "public"

urlpatterns = [
    path("", public.home, name="home"),
    path("map/", public.partners_map, name="map"),
    path("search/", public.search, name="search"),
    path("accessibility/", public.accessibility, name="accessibility"),
    path("privacy/", public.privacy, name="privacy"),
]
