"""The addresses of grants for the audience "officer"."""

from django.urls import path

from grants.views.officer import applications, decisions

app_name = "officer"

urlpatterns = [
    path("office/applications/", applications.application_list, name="application_list"),
    path("office/applications/<slug:reference>/", applications.application_detail, name="application_detail"),
    path("office/applications/<slug:reference>/screen/", decisions.screening_create, name="screening_create"),
    path("office/applications/<slug:reference>/decide/", decisions.decision_create, name="decision_create"),
]
