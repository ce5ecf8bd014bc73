"""The portal's addresses and the bare view's."""

from django.urls import include, path

from bench.bare import bare_list

urlpatterns = [
    path("bench/bare/", bare_list),
    path("", include("portal.urls")),
]
