"""The addresses of grants for the audience "public"."""

from django.urls import path

from grants.views.public import awards, call_check, call_form, calls, nomination, participation
from portal.core.addresses import by_first_words

app_name = "public"

_ADDRESSES = [
    path("awards/", awards.award_list, name="award_list"),
    path("awards/<int:pk>/", awards.award_detail, name="award_detail"),
    path("participation/<str:token>/", participation.participant_link, name="participant_link"),
    path("nomination/<str:token>/", nomination.nomination_link, name="nomination_link"),
    path("calls/", calls.call_list, name="call_list"),
    path("calls/<slug:slug>/", calls.call_detail, name="call_detail"),
    path("calls/<slug:slug>/check/", call_check.call_check, name="call_check"),
    path("calls/<slug:slug>/form/", call_form.call_form, name="call_form"),
    path(
        "calls/<slug:slug>/form.pdf", call_form.call_form_file, {"file_format": "pdf"}, name="call_form_pdf"
    ),
    path(
        "calls/<slug:slug>/form.docx",
        call_form.call_form_file,
        {"file_format": "docx"},
        name="call_form_docx",
    ),
]

urlpatterns = by_first_words(_ADDRESSES, words=1)
