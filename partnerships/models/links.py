"""Links of many to many whose history is kept: each the table that Django makes for a field, tracked."""

import pghistory
from django.utils.translation import gettext_lazy as _

from partnerships.models.dialogues import Dialogue
from partnerships.models.frameworks import FrameworkElement
from partnerships.models.networks import NetworkMembership
from partnerships.models.partnerships import Partnership
from partnerships.models.regions import Region


@pghistory.track()
class PartnershipElement(Partnership.elements.through):  # type: ignore[name-defined]
    """A part of a framework that a partnership serves; here so that its history is kept too."""

    class Meta:
        proxy = True
        verbose_name = _("part of a framework")

    def __str__(self) -> str:
        return str(self.frameworkelement)


@pghistory.track()
class DialogueField(Dialogue.fields.through):  # type: ignore[name-defined]
    """A field of art that a dialogue was about; here so that its history is kept too."""

    class Meta:
        proxy = True
        verbose_name = _("field of art")

    def __str__(self) -> str:
        return str(self.fieldofart)


@pghistory.track()
class MembershipBeneficiary(NetworkMembership.beneficiaries.through):  # type: ignore[name-defined]
    """A body for which a membership opens doors; here so that its history is kept too."""

    class Meta:
        proxy = True
        verbose_name = _("beneficiary")

    def __str__(self) -> str:
        return str(self.organisation)


@pghistory.track()
class MembershipElement(NetworkMembership.elements.through):  # type: ignore[name-defined]
    """A part of a framework that a membership serves; here so that its history is kept too."""

    class Meta:
        proxy = True
        verbose_name = _("part of a framework")

    def __str__(self) -> str:
        return str(self.frameworkelement)


@pghistory.track()
class RegionMember(Region.members.through):  # type: ignore[name-defined]
    """A place that a group of places contains; here so that its history is kept too."""

    class Meta:
        proxy = True
        verbose_name = _("member")

    def __str__(self) -> str:
        return str(self.to_region)


@pghistory.track()
class ElementPlace(FrameworkElement.places.through):  # type: ignore[name-defined]
    """A place that a priority line names; here so that its history is kept too."""

    class Meta:
        proxy = True
        verbose_name = _("place")

    def __str__(self) -> str:
        return str(self.region)
