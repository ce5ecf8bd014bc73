"""Where exchanges show themselves in the rest of the portal: navigation, documents, pages, search, desk, report."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from exchanges.models import Event, Exchange
from portal.accounts.permissions import reads
from portal.core import navigation
from portal.core.navigation import NavigationEntry
from portal.core.querysets import register_document_subject


def register() -> None:
    """Tell the registries of ``portal.core`` about exchanges; called once, when the app is ready."""
    navigation.register(
        "public", NavigationEntry(label=_("Exchanges"), url_name="exchanges:public:exchange_list", order=30)
    )
    navigation.register(
        "public", NavigationEntry(label=_("Events"), url_name="exchanges:public:event_list", order=40)
    )
    register_document_subject(Exchange, visible=Exchange.objects.visible_to, internal=_own_exchanges)
    register_document_subject(Event, visible=Event.objects.visible_to, internal=_own_events)


def _own_exchanges(user: Any) -> QuerySet[Exchange]:
    return Exchange.objects.filter(authority__in=reads(user))


def _own_events(user: Any) -> QuerySet[Event]:
    return Event.objects.filter(authority__in=reads(user))
