"""The addresses of partnerships for the audience "public"."""

from django.urls import path

from partnerships.views.public import (
    agreements,
    drafts,
    frameworks,
    networks,
    options,
    organisations,
    partnerships,
    programmes,
    regions,
    threads,
)

app_name = "public"

urlpatterns = [
    path("partnerships/", partnerships.partnership_list, name="partnership_list"),
    path("options/<slug:kind>/", options.option_list, name="option_list"),
    path("partnerships/<slug:slug>/", partnerships.partnership_detail, name="partnership_detail"),
    path("frameworks/", frameworks.framework_list, name="framework_list"),
    path("frameworks/<slug:slug>/", frameworks.framework_detail, name="framework_detail"),
    path("frameworks/<slug:slug>/thread/", threads.framework_thread, name="framework_thread"),
    path("frameworks/<slug:slug>/thread/<int:pk>/", threads.element_thread, name="element_thread"),
    path("networks/", networks.network_list, name="network_list"),
    path("networks/<slug:slug>/", networks.network_detail, name="network_detail"),
    path("agreements/", agreements.agreement_list, name="agreement_list"),
    path("agreements/<slug:slug>/", agreements.agreement_detail, name="agreement_detail"),
    path("drafts/<str:token>/", drafts.draft_link, name="draft_link"),
    path("organisations/", organisations.organisation_list, name="organisation_list"),
    path("organisations/<slug:slug>/", organisations.organisation_detail, name="organisation_detail"),
    path("regions/", regions.region_list, name="region_list"),
    path("regions/<slug:slug>/", regions.region_detail, name="region_detail"),
    path("work-programmes/", programmes.work_programme_list, name="work_programme_list"),
    path("work-programmes/<int:pk>/", programmes.work_programme_detail, name="work_programme_detail"),
]
