"""The addresses of closing cases and of what becomes of them, for the office."""

from django.urls import path

from grants.views.officer.closing import cases, destructions, holds, retention

_CASE = "office/applications/<slug:reference>/"
_CLASS = "office/retention/<int:pk>/"
_DESTRUCTION = "office/destructions/<int:pk>/"

officer_paths = [
    path(_CASE + "close/", cases.application_close, name="application_close"),
    path(_CASE + "packages/order/", cases.application_package_order, name="application_package_order"),
    path(_CASE + "holds/add/", holds.application_hold_add, name="application_hold_add"),
    path("office/packages/<int:pk>/", cases.archive_package_detail, name="archive_package_detail"),
    path("office/packages/<int:pk>/retry/", cases.archive_package_retry, name="archive_package_retry"),
    path("office/disclosures/<int:pk>/holds/add/", holds.disclosure_hold_add, name="disclosure_hold_add"),
    path("office/holds/<int:pk>/lift/", holds.legal_hold_lift, name="legal_hold_lift"),
    path("office/retention/", retention.retention_class_list, name="retention_class_list"),
    path("office/retention/new/", retention.retention_class_create, name="retention_class_create"),
    path("office/retention/due/", retention.retention_due, name="retention_due"),
    path(_CLASS + "edit/", retention.retention_class_edit, name="retention_class_edit"),
    path(_CLASS + "cases/add/", retention.retention_class_assign, name="retention_class_assign"),
    path("office/retention/cases/<int:pk>/", retention.retention_rule_edit, name="retention_rule_edit"),
    path("office/destructions/", destructions.destruction_list, name="destruction_list"),
    path("office/destructions/propose/", destructions.destruction_propose, name="destruction_propose"),
    path(_DESTRUCTION, destructions.destruction_detail, name="destruction_detail"),
    path(_DESTRUCTION + "confirm/", destructions.destruction_confirm, name="destruction_confirm"),
    path(_DESTRUCTION + "withdraw/", destructions.destruction_withdraw, name="destruction_withdraw"),
    path(_DESTRUCTION + "retry/", destructions.destruction_retry, name="destruction_retry"),
]
