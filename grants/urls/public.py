"""The addresses of grants for the audience "public"."""

from django.urls import path

from grants.views.public import awards, calls, participation

app_name = "public"

urlpatterns = [
    path("awards/", awards.award_list, name="award_list"),
    path("participation/<str:token>/", participation.participant_link, name="participant_link"),
    path("calls/", calls.call_list, name="call_list"),
    path("calls/<slug:slug>/", calls.call_detail, name="call_detail"),
]
