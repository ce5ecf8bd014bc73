"""Frameworks, their elements, the places that a priority names, and indicators."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class FrameworkKind(TextChoices):
    """What kind of governing document a framework is (B01)."""

    POLICY = "policy", _("Policy")
    STRATEGY = "strategy", _("Strategy")
    PLAN = "plan", _("Strategy and plan")
    GUIDELINE = "guideline", _("Guidelines")
    VISION = "vision", _("Vision")
    POLICY_FRAMEWORK = "policy_framework", _("Policy framework")
    WAY_OF_WORKING = "way_of_working", _("Way of working")


class ElementKind(TextChoices):
    """What a part of a framework is."""

    VISION = "vision", _("Vision")
    NARRATIVE = "narrative", _("Narrative")
    AREA = "area", _("Area")
    AIM = "aim", _("Aim")
    SUB_GOAL = "sub_goal", _("Sub-goal")
    PERSPECTIVE = "perspective", _("Perspective")
    INSTRUMENT = "instrument", _("Instrument")
    CHANNEL = "channel", _("Channel")
    PRIORITY_LINE = "priority_line", _("Priority line")
    ACTIVITY_LINE = "activity_line", _("Activity line")
    MANDATE = "mandate", _("Mandate")
    CONTEXT = "context", _("Context")
    CRITERION = "criterion", _("Criterion")
    REASON = "reason", _("Reason")
    METHOD = "method", _("Method")
    OFFER = "offer", _("Offer")


class PlaceRule(TextChoices):
    """How a priority line names its places (E03)."""

    NONE = "", pgettext_lazy("places", "Names no places")
    COUNTRIES = "countries", _("Countries")
    REGIONS = "regions", _("Regions within states")
    GROUP = "group", _("A named group")
    UNNAMED = "unnamed", _("A set whose members are not named")
    RULE = "rule", _("A rule")


class PlaceExtent(TextChoices):
    """How far a rule, or a set whose members are not named, reaches."""

    WORLD = "world", _("Everywhere")
    EU = "eu", _("In the European Union")
    OUTSIDE_EU = "outside_eu", _("Outside the European Union")


class IndicatorResult(TextChoices):
    """After the target year: was it met (C12)?"""

    UNKNOWN = "unknown", _("Not known")
    MET = "met", _("Met")
    PARTLY = "partly", _("Partly met")
    NOT_MET = "not_met", _("Not met")
