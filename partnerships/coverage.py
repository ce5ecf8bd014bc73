"""Which priority lines cover a place, and why (E03, E04).

A line covers a place that it names, one that belongs to a group it names, and one that lies in either. A rule covers
what meets its conditions. A set whose members nobody has named never covers: a place that meets its conditions may be
meant, no more. What is not known stays "may": a rule that excepts such a set is itself uncertain there.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from django.db.models import Count, Prefetch, Q
from django.utils.translation import gettext as _

from partnerships.enums import ElementKind, PlaceExtent, PlaceRule, RegionTier
from partnerships.models import FrameworkElement, Region


class Answer(StrEnum):
    """Whether a line covers a place."""

    YES = "yes"
    MAYBE = "maybe"
    NO = "no"


class How(StrEnum):
    """How one place leads to another."""

    ITSELF = "itself"
    WITHIN = "within"
    MEMBER = "member"


@dataclass(frozen=True)
class Around:
    """A place that holds the place asked about, with the steps that lead there, each with the place it leads to."""

    region: Region
    steps: tuple[tuple[How, Region], ...]

    @property
    def words(self) -> str:
        """Say the steps: "lies in Lithuania, belongs to Baltic states"."""
        if not self.steps:
            return _("named itself")
        said = {
            How.WITHIN: _("lies in %(place)s"),
            How.MEMBER: _("belongs to %(place)s"),
        }
        return ", ".join(said[how] % {"place": region.names} for how, region in self.steps)


@dataclass(frozen=True)
class Coverage:
    """A priority line that covers a place or may mean it, and the reason in words."""

    line: FrameworkElement
    answer: Answer
    reason: str
    via: Region | None = None

    @property
    def is_certain(self) -> bool:
        """Whether the line covers the place for certain."""
        return self.answer == Answer.YES


def places_around(region: Region) -> dict[int, Around]:
    """Return the place itself, what it lies in and the groups that these belong to, by primary key.

    Two queries for each step upwards, however many places there are.
    """
    found = {region.pk: Around(region, ())}
    level = [found[region.pk]]
    if region.country and region.tier != RegionTier.COUNTRY:
        same = Q(tier=RegionTier.COUNTRY, country=region.country)
        for country in Region.objects.filter(same).exclude(pk=region.pk)[:1]:
            found[country.pk] = Around(country, ((How.WITHIN, country),))
            level.append(found[country.pk])
    while level:
        level = [around for around in _one_up(level) if found.setdefault(around.region.pk, around) is around]
    return found


def _one_up(level: list[Around]) -> Iterable[Around]:
    below = {around.region.pk: around for around in level}
    parents = [key for around in level if (key := around.region.parent_id) is not None]
    for parent in Region.objects.filter(pk__in=parents):
        inner = next(around for around in level if around.region.parent_id == parent.pk)
        yield Around(parent, (*inner.steps, (How.WITHIN, parent)))
    links = Region.members.through.objects.filter(to_region__in=below).select_related("from_region")
    for link in links.order_by("pk"):
        steps = below[link.to_region_id].steps
        yield Around(link.from_region, (*steps, (How.MEMBER, link.from_region)))


def lines_for(region: Region) -> list[Coverage]:
    """Return the lines that cover a place, then those that may mean it, each in the order of its framework."""
    around = places_around(region)
    named = FrameworkElement.objects.filter(places__in=around).order_by().values("pk")
    by_rule = Q(place_rule__in=[PlaceRule.RULE, PlaceRule.UNNAMED])
    lines = (
        FrameworkElement.objects.filter(Q(pk__in=named) | by_rule, kind=ElementKind.PRIORITY_LINE)
        .select_related("framework__authority__organisation", "place_except")
        .prefetch_related(
            _places("places"),
            _places("place_except__places"),
        )
        .order_by("framework_id", "position", "pk")
    )
    covered = [coverage for line in lines if (coverage := cover(line, region, around)) is not None]
    return sorted(covered, key=lambda coverage: not coverage.is_certain)


def _places(path: str) -> Prefetch:
    return Prefetch(path, Region.objects.annotate(member_count=Count("members")).order_by("slug"))


def cover(line: FrameworkElement, region: Region, around: dict[int, Around]) -> Coverage | None:
    """Say whether a line covers a place and why; None where it does not.

    Parameters: ``around`` are the places around it, as ``places_around`` returns them.
    """
    via = min(
        (around[place.pk] for place in line.places.all() if place.pk in around),
        key=lambda one: len(one.steps),
        default=None,
    )
    if line.place_rule not in (PlaceRule.RULE, PlaceRule.UNNAMED):
        return Coverage(line, Answer.YES, via.words, via.region) if via else None
    if via is not None and line.place_rule == PlaceRule.RULE:
        return Coverage(line, Answer.YES, _("by a rule: %(how)s") % {"how": via.words}, via.region)
    if via is not None:
        return Coverage(line, Answer.MAYBE, _("the set does not name its members"), via.region)
    return _by_conditions(line, region, around)


def _by_conditions(line: FrameworkElement, region: Region, around: dict[int, Around]) -> Coverage | None:
    if not _has_conditions(line):
        if line.place_rule == PlaceRule.RULE and _is_unlisted(line) and not _is_home(line, around):
            return Coverage(line, Answer.MAYBE, _("by a rule whose places nobody has listed"))
        return None
    answer = _meets(line, region, around)
    if answer == Answer.NO:
        return None
    excepted = line.place_except
    if excepted is not None:
        except_answer = _excepted(excepted, region, around)
        if except_answer == Answer.YES:
            return None
        if except_answer == Answer.MAYBE:
            reason = _("by a rule, unless it belongs to “%(line)s”") % {"line": excepted}
            return Coverage(line, Answer.MAYBE, reason)
    if line.place_rule == PlaceRule.UNNAMED:
        return Coverage(line, Answer.MAYBE, _("the set does not name its members"))
    if answer == Answer.MAYBE:
        return Coverage(line, Answer.MAYBE, _("by a rule, but it is not known whether the place meets it"))
    return Coverage(line, Answer.YES, _("by a rule"))


def _has_conditions(line: FrameworkElement) -> bool:
    return bool(line.place_extent or line.place_countries or line.place_tiers)


def _is_unlisted(line: FrameworkElement) -> bool:
    """Tell whether a rule names a group that has no members here yet: they exist, and nobody has listed them."""
    return any(place.tier == RegionTier.GROUP and not place.member_count for place in line.places.all())  # type: ignore[attr-defined]


def _is_home(line: FrameworkElement, around: dict[int, Around]) -> bool:
    """Tell whether the place is the authority's own: nobody is accredited at home."""
    home = line.framework.authority.organisation.region_id
    return home is not None and home in around


def _meets(line: FrameworkElement, region: Region, around: dict[int, Around]) -> Answer:
    """Say whether a place meets every condition of a line; one that cannot be told makes it "maybe"."""
    answers = [Answer.YES]
    if line.place_tiers:
        answers.append(Answer.YES if region.tier in line.place_tiers else Answer.NO)
    if line.place_countries:
        country = next((one.region.country for one in around.values() if one.region.country), "")
        known = Answer.YES if country in line.place_countries else Answer.NO
        answers.append(known if country else Answer.MAYBE)
    if line.place_extent in (PlaceExtent.EU, PlaceExtent.OUTSIDE_EU):
        answers.append(_in_union(around, inside=line.place_extent == PlaceExtent.EU))
    if Answer.NO in answers:
        return Answer.NO
    return Answer.MAYBE if Answer.MAYBE in answers else Answer.YES


def _in_union(around: dict[int, Around], *, inside: bool) -> Answer:
    nearest = sorted(around.values(), key=lambda one: len(one.steps))
    said = next((one.region.in_eu for one in nearest if one.region.in_eu is not None), None)
    if said is None:
        return Answer.MAYBE
    return Answer.YES if said == inside else Answer.NO


def _excepted(line: FrameworkElement, region: Region, around: dict[int, Around]) -> Answer:
    """Say whether a place belongs to the line whose places a rule excepts."""
    if any(place.pk in around for place in line.places.all()):
        return Answer.MAYBE if line.place_rule == PlaceRule.UNNAMED else Answer.YES
    if line.place_rule not in (PlaceRule.RULE, PlaceRule.UNNAMED):
        return Answer.NO
    if not _has_conditions(line):
        return Answer.MAYBE
    meets = _meets(line, region, around)
    return Answer.MAYBE if line.place_rule == PlaceRule.UNNAMED and meets == Answer.YES else meets
