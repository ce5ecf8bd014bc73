"""Links of many to many whose history is kept: each the table that Django makes for a field, tracked."""

import pghistory
from django.utils.translation import gettext_lazy as _

from exchanges.models.events import Event
from exchanges.models.exchanges import Exchange
from exchanges.models.outcomes import Outcome


@pghistory.track()
class ExchangeField(Exchange.fields.through):  # type: ignore[name-defined]
    """A field of art that an exchange was in; here so that its history is kept too."""

    class Meta:
        proxy = True
        verbose_name = _("field of art")

    def __str__(self) -> str:
        return str(self.fieldofart)


@pghistory.track()
class ExchangeElement(Exchange.elements.through):  # type: ignore[name-defined]
    """A part of a framework that an exchange serves; here so that its history is kept too."""

    class Meta:
        proxy = True
        verbose_name = _("part of a framework")

    def __str__(self) -> str:
        return str(self.frameworkelement)


@pghistory.track()
class ExchangeSubject(Exchange.subject_regions.through):  # type: ignore[name-defined]
    """A place that an exchange is about; here so that its history is kept too."""

    class Meta:
        proxy = True
        verbose_name = _("place it is about")

    def __str__(self) -> str:
        return str(self.region)


@pghistory.track()
class ExchangeMunicipality(Exchange.municipalities.through):  # type: ignore[name-defined]
    """A municipality in which an exchange took place; here so that its history is kept too."""

    class Meta:
        proxy = True
        verbose_name = _("municipality")

    def __str__(self) -> str:
        return str(self.region)


@pghistory.track()
class OutcomeOrganisation(Outcome.organisations.through):  # type: ignore[name-defined]
    """A body that has a part in an outcome; here so that its history is kept too."""

    class Meta:
        proxy = True
        verbose_name = _("organisation")

    def __str__(self) -> str:
        return str(self.organisation)


@pghistory.track()
class EventOrganiser(Event.organisers.through):  # type: ignore[name-defined]
    """A body that holds an event; here so that its history is kept too."""

    class Meta:
        proxy = True
        verbose_name = _("organiser")

    def __str__(self) -> str:
        return str(self.organisation)


@pghistory.track()
class EventElement(Event.elements.through):  # type: ignore[name-defined]
    """A part of a framework that an event serves; here so that its history is kept too."""

    class Meta:
        proxy = True
        verbose_name = _("part of a framework")

    def __str__(self) -> str:
        return str(self.frameworkelement)
