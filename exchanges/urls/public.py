"""The addresses of exchanges for the audience "public"."""

from django.urls import path

from exchanges.views.public import events, exchanges, ledger, pictures, refuge

app_name = "public"

urlpatterns = [
    path("exchanges/", exchanges.exchange_list, name="exchange_list"),
    # Before the exchanges' own addresses: neither is an exchange.
    path("exchanges/refuge/", refuge.refuge, name="refuge"),
    path("exchanges/pictures/<int:pk>/", pictures.picture_file, name="picture_file"),
    path("exchanges/<slug:slug>/", exchanges.exchange_detail, name="exchange_detail"),
    path("events/", events.event_list, name="event_list"),
    path("events.ics", events.event_feed, name="event_feed"),
    path("events/<slug:slug>/", events.event_detail, name="event_detail"),
    path("partnerships/<slug:slug>/ledger/", ledger.partnership_ledger, name="partnership_ledger"),
    path("agreements/<slug:slug>/ledger/", ledger.agreement_ledger, name="agreement_ledger"),
]
