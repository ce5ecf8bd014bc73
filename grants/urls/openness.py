"""The addresses of openness at the office: requests to read documents."""

from django.urls import path

from grants.views.officer import openness

_REQUEST = "office/disclosures/<int:pk>/"
_ITEM = _REQUEST + "documents/<int:item>/"

officer_paths = [
    path("office/disclosures/", openness.disclosure_list, name="disclosure_list"),
    path("office/disclosures/new/", openness.disclosure_create, name="disclosure_create"),
    path(_REQUEST, openness.disclosure_detail, name="disclosure_detail"),
    path(_REQUEST + "cases/<slug:reference>/add/", openness.disclosure_add, name="disclosure_add"),
    path(_REQUEST + "answer/", openness.disclosure_answer, name="disclosure_answer"),
    path(_ITEM, openness.disclosure_item, name="disclosure_item"),
    path(_ITEM + "hide/", openness.disclosure_hide, name="disclosure_hide"),
    path(_ITEM + "passages/<int:redaction>/show/", openness.disclosure_show, name="disclosure_show"),
    path(_ITEM + "copy/", openness.disclosure_copy, name="disclosure_copy"),
    path(_ITEM + "leave-out/", openness.disclosure_leave_out, name="disclosure_leave_out"),
]
