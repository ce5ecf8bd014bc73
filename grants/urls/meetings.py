"""The addresses of delegation orders and meetings."""

from django.urls import path

from grants.views.officer.closing.holds import meeting_hold_add
from grants.views.officer.meetings import delegation_orders, meetings, minutes, papers, parts

_ORDER = "office/delegation/<int:pk>/"
_MEETING = "office/meetings/<int:pk>/"
_PAPER = "office/meetings/papers/<int:pk>/"

officer_paths = [
    path("office/delegation/", delegation_orders.delegation_order_list, name="delegation_order_list"),
    path("office/delegation/new/", delegation_orders.delegation_order_create, name="delegation_order_create"),
    path(_ORDER, delegation_orders.delegation_order_detail, name="delegation_order_detail"),
    path(_ORDER + "edit/", delegation_orders.delegation_order_edit, name="delegation_order_edit"),
    path(_ORDER + "text/", delegation_orders.delegation_order_document, name="delegation_order_document"),
    path(_ORDER + "history/", delegation_orders.delegation_order_history, name="delegation_order_history"),
    path(
        _ORDER + "<slug:part>/add/",
        delegation_orders.delegation_order_part_add,
        name="delegation_order_part_add",
    ),
    path(
        _ORDER + "<slug:part>/<int:part_pk>/",
        delegation_orders.delegation_order_part_edit,
        name="delegation_order_part_edit",
    ),
    path(
        _ORDER + "<slug:part>/<int:part_pk>/remove/",
        delegation_orders.delegation_order_part_remove,
        name="delegation_order_part_remove",
    ),
    path("office/meetings/", meetings.meeting_list, name="meeting_list"),
    path("office/meetings/new/", meetings.meeting_create, name="meeting_create"),
    path(_PAPER, papers.meeting_paper_detail, name="meeting_paper_detail"),
    path(_PAPER + "retry/", papers.meeting_paper_retry, name="meeting_paper_retry"),
    path(_MEETING, meetings.meeting_detail, name="meeting_detail"),
    path(_MEETING + "edit/", meetings.meeting_edit, name="meeting_edit"),
    path(_MEETING + "history/", meetings.meeting_history, name="meeting_history"),
    path(_MEETING + "step/<slug:to>/", meetings.meeting_step, name="meeting_step"),
    path(_MEETING + "papers/", papers.meeting_paper_order, name="meeting_paper_order"),
    path(_MEETING + "minutes/", minutes.meeting_minutes, name="meeting_minutes"),
    path(_MEETING + "record/", minutes.meeting_record, name="meeting_record"),
    path(_MEETING + "holds/add/", meeting_hold_add, name="meeting_hold_add"),
    path(_MEETING + "call/", parts.meeting_call_add, name="meeting_call_add"),
    path(
        _MEETING + "minutes/items/<int:part_pk>/", minutes.meeting_item_minutes, name="meeting_item_minutes"
    ),
    path(
        _MEETING + "minutes/items/<int:part_pk>/as-proposed/",
        minutes.meeting_item_as_proposed,
        name="meeting_item_as_proposed",
    ),
    path(
        _MEETING + "minutes/cases/<int:part_pk>/", minutes.meeting_case_minutes, name="meeting_case_minutes"
    ),
    path(_MEETING + "minutes/adjust/<int:part_pk>/", minutes.meeting_adjust, name="meeting_adjust"),
    path(_MEETING + "items/<int:part_pk>/move/", parts.meeting_item_move, name="meeting_item_move"),
    path(_MEETING + "<slug:part>/add/", parts.meeting_part_add, name="meeting_part_add"),
    path(_MEETING + "<slug:part>/<int:part_pk>/", parts.meeting_part_edit, name="meeting_part_edit"),
    path(
        _MEETING + "<slug:part>/<int:part_pk>/remove/", parts.meeting_part_remove, name="meeting_part_remove"
    ),
]
