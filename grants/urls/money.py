"""The addresses of the money of grants, for each audience."""

from django.urls import path

from grants.views.applicant import money
from grants.views.officer.money import case, payments, planning, terms

_PAY = "office/payments/"
_GRANT = "my/grants/<slug:reference>/"

officer_paths = [
    path("office/calls/<slug:slug>/terms/", terms.call_terms, name="call_terms"),
    path(_PAY, payments.payment_list, name="payment_list"),
    path(_PAY + "runs/", payments.payment_run_list, name="payment_run_list"),
    path(_PAY + "runs/new/", payments.payment_run_create, name="payment_run_create"),
    path(_PAY + "runs/answer/", payments.payment_return_create, name="payment_return_create"),
    path(_PAY + "from/new/", payments.paying_account_create, name="paying_account_create"),
    path(_PAY + "state-aid.csv", payments.aid_export, name="aid_export"),
    path(_PAY + "accounts/<int:pk>/", payments.bank_account_detail, name="bank_account_detail"),
    path(_PAY + "accounts/<int:pk>/refuse/", payments.bank_account_refuse, name="bank_account_refuse"),
    path(_PAY + "<int:pk>/back/", payments.payment_back, name="payment_back"),
    path(_PAY + "<int:pk>/currency/", planning.payment_currency, name="payment_currency"),
    path(_PAY + "<int:pk>/step/<slug:act>/", payments.payment_step, name="payment_step"),
    path(_PAY + "repayments/<int:pk>/receive/", case.repayment_receive, name="repayment_receive"),
    path(_PAY + "repayments/<int:pk>/write-off/", case.repayment_write_off, name="repayment_write_off"),
    path(
        "office/applications/<slug:reference>/money/<slug:act>/",
        case.application_money,
        name="application_money",
    ),
    path("office/applications/<slug:reference>/plan/", planning.application_plan, name="application_plan"),
    path(
        "office/applications/<slug:reference>/settle/<slug:act>/",
        case.application_settle,
        name="application_settle",
    ),
]
applicant_paths = [
    path(_GRANT, money.grant_detail, name="grant_detail"),
    path(_GRANT + "accept/", money.grant_accept, name="grant_accept"),
    path(_GRANT + "decline/", money.grant_decline, name="grant_decline"),
    path(_GRANT + "account/", money.grant_account, name="grant_account"),
    path(_GRANT + "parts/<int:pk>/request/", money.grant_part_request, name="grant_part_request"),
]
