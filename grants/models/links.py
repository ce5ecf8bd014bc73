"""Links of many to many whose history is kept: each the table that Django makes for a field, tracked."""

import pghistory
from django.utils.translation import gettext_lazy as _

from grants.models.calls import Call
from grants.models.programmes import Programme


@pghistory.track()
class ProgrammePartnership(Programme.partnerships.through):  # type: ignore[name-defined]
    """A partnership that a programme supports; here so that its history is kept too."""

    class Meta:
        proxy = True
        verbose_name = _("partnership")

    def __str__(self) -> str:
        return str(self.partnership)


@pghistory.track()
class ProgrammeRegion(Programme.with_regions.through):  # type: ignore[name-defined]
    """A region with which a programme is held; here so that its history is kept too."""

    class Meta:
        proxy = True
        verbose_name = _("region")

    def __str__(self) -> str:
        return str(self.region)


@pghistory.track()
class ProgrammeElement(Programme.elements.through):  # type: ignore[name-defined]
    """A part of a framework that a programme serves; here so that its history is kept too."""

    class Meta:
        proxy = True
        verbose_name = _("part of a framework")

    def __str__(self) -> str:
        return str(self.frameworkelement)


@pghistory.track()
class CallPartnership(Call.partnerships.through):  # type: ignore[name-defined]
    """A partnership that a call supports; here so that its history is kept too."""

    class Meta:
        proxy = True
        verbose_name = _("partnership")

    def __str__(self) -> str:
        return str(self.partnership)


@pghistory.track()
class CallField(Call.fields.through):  # type: ignore[name-defined]
    """A field of art that a call is for; here so that its history is kept too."""

    class Meta:
        proxy = True
        verbose_name = _("field of art")

    def __str__(self) -> str:
        return str(self.fieldofart)


@pghistory.track()
class CallElement(Call.elements.through):  # type: ignore[name-defined]
    """A part of a framework that a call serves; here so that its history is kept too."""

    class Meta:
        proxy = True
        verbose_name = _("part of a framework")

    def __str__(self) -> str:
        return str(self.frameworkelement)
