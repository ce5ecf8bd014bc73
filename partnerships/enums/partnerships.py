"""The states of a partnership, what it is for and who takes part, and the dialogues it is kept up by."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class PartnershipState(TextChoices):
    """Where a relation stands (A31)."""

    EXPLORATORY = "exploratory", _("Exploratory")
    ACTIVE = "active", pgettext_lazy("partnership", "Active")
    DORMANT = "dormant", pgettext_lazy("partnership", "Dormant")
    ENDED = "ended", pgettext_lazy("partnership", "Ended")


# A relation may fall asleep, end, and be taken up again (A23: expired, dormant, revivable). New talks with
# an active partner do not make the relation exploratory again.
PARTNERSHIP_TRANSITIONS: dict[str, frozenset[str]] = {
    PartnershipState.EXPLORATORY: frozenset(
        {PartnershipState.ACTIVE, PartnershipState.DORMANT, PartnershipState.ENDED}
    ),
    PartnershipState.ACTIVE: frozenset({PartnershipState.DORMANT, PartnershipState.ENDED}),
    PartnershipState.DORMANT: frozenset(
        {PartnershipState.EXPLORATORY, PartnershipState.ACTIVE, PartnershipState.ENDED}
    ),
    PartnershipState.ENDED: frozenset({PartnershipState.EXPLORATORY, PartnershipState.ACTIVE}),
}


class GeographicTier(TextChoices):
    """The circles of Västra Götaland's international work (A02)."""

    NEIGHBOURHOOD = "neighbourhood", _("Scandinavian neighbourhood")
    EU = "eu", _("Rest of the EU")
    EUROPE = "europe", _("Europe outside the EU")
    GLOBAL = "global", _("Global")


class Purpose(TextChoices):
    """What international work is for (A04)."""

    LEARN = "learn", _("To learn")
    INFLUENCE = "influence", _("To influence")


class FieldBasis(TextChoices):
    """Why a field of art is named for a partnership (A24): agreed on paper, active in fact, or talked about."""

    AGREED = "agreed", pgettext_lazy("field", "Agreed")
    ACTIVE = "active", pgettext_lazy("field", "Active")
    EXPLORED = "explored", pgettext_lazy("field", "In talks")


class Engagement(TextChoices):
    """Whether an organisation takes part now, did, or one cannot tell (A11)."""

    CURRENT = "current", pgettext_lazy("engagement", "Current")
    FORMER = "former", pgettext_lazy("engagement", "Former")
    CURRENT_OR_FORMER = "current_or_former", _("Current or former")


class DialogueLevel(TextChoices):
    """Who talks (A21)."""

    OFFICER = "officer", _("Officer level")
    POLITICAL = "political", _("Political level")


class DialogueMode(TextChoices):
    """How they meet (A21)."""

    DIGITAL = "digital", _("Digital")
    ON_SITE = "on_site", _("On site")
    BOTH = "both", _("Digital and on site")
