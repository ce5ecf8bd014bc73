"""The portal's addresses and the bare view's."""

from django.urls import include, path

from bench.bare import bare_insert, bare_list, bare_update

urlpatterns = [
    path("bench/bare/", bare_list),
    path("bench/insert/", bare_insert),
    path("bench/update/<slug:reference>/", bare_update),
    path("", include("portal.urls")),
]
