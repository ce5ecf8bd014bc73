"""Frameworks: who adds and edits them, and how their trees of elements grow and move."""

from collections.abc import Mapping
from typing import Any

from django.db import models, transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from slugify import slugify

from partnerships import codes
from partnerships.domain.belonging import require_of_authority
from partnerships.domain.crosswalks import require_later
from partnerships.enums import ElementKind, PlaceRule
from partnerships.models import Crosswalk, Framework, FrameworkElement
from partnerships.permissions import can_edit_framework
from portal.core.domain import records
from portal.core.domain.locking import lock
from portal.core.errors import DomainError, field_errors


@transaction.atomic
def create(values: Mapping[str, Any], *, by: Any) -> Framework:
    """Add a governing document of an authority; ``by`` is one of its officers, or None for the portal itself."""
    framework = Framework(authority=values["authority"])
    records.require(by is None or can_edit_framework(by, framework))
    framework.slug = records.free_slug(Framework, values["names"].in_language("en"))
    return records.add(framework, values, checks=(_require_own_adopter,))


@transaction.atomic
def edit(framework: Framework, changes: Mapping[str, Any], *, version: int | None, by: Any) -> Framework:
    """Change what is said of a framework. Raises DomainError when it would follow from, or replace, itself."""
    records.require(by is None or can_edit_framework(by, framework))
    if "authority" in changes:
        raise DomainError(_("A framework stays with the authority that it was entered for."))
    checks = (_require_outside_itself, _require_own_adopter)
    return records.change(framework, changes, version=version, checks=checks)


@transaction.atomic
def add_element(element: FrameworkElement, values: Mapping[str, Any], *, by: Any) -> FrameworkElement:
    """Add an element to a framework, last among those under the same parent."""
    framework = lock(element.framework)
    records.require(by is None or can_edit_framework(by, framework))
    element.code = values.get("code") or _free_code(framework, values["names"].in_language("en"))
    values = {name: value for name, value in values.items() if name != "code"}
    element.position = _siblings(framework, values.get("parent")).count()
    return records.add(element, values, checks=(_require_place_in_tree, _places_rule(values)))


@transaction.atomic
def edit_element(
    element: FrameworkElement, changes: Mapping[str, Any], *, version: int | None, by: Any
) -> FrameworkElement:
    """Change an element; a new parent takes it, with all that is under it, to the end of that parent's list."""
    framework = lock(element.framework)
    records.require(by is None or can_edit_framework(by, framework))
    if "parent" in changes:
        changes = {**changes, "position": _siblings(framework, changes["parent"]).count()}
    return records.change(
        element, changes, version=version, checks=(_require_place_in_tree, _places_rule(changes))
    )


@transaction.atomic
def move_element(element: FrameworkElement, *, up: bool, by: Any) -> None:
    """Let an element change places with the one before (``up``) or after it; at the end nothing happens."""
    framework = lock(element.framework)
    records.require(by is None or can_edit_framework(by, framework))
    element = lock(element)
    siblings = list(_siblings(framework, element.parent))
    place = next(index for index, sibling in enumerate(siblings) if sibling.pk == element.pk)
    other = place - 1 if up else place + 1
    if not 0 <= other < len(siblings):
        return
    siblings[place], siblings[other] = siblings[other], siblings[place]
    for position, sibling in enumerate(siblings):
        if sibling.position != position:
            sibling.position = position
            sibling.save(update_fields=["position"])


@transaction.atomic
def remove_element(element: FrameworkElement, *, version: int | None, by: Any) -> None:
    """Remove an element and all that is under it, unless something is tagged with one of them (X06)."""
    framework = lock(element.framework)
    records.require(by is None or can_edit_framework(by, framework))
    if number := tagged(element):
        raise DomainError(
            ngettext(
                "%(number)d record is tagged with this or with what lies under it. Old tags stay valid: keep it, or "
                "take the tag off first.",
                "%(number)d records are tagged with this or with what lies under it. Old tags stay valid: keep it, or "
                "take the tags off first.",
                number,
            )
            % {"number": number}
        )
    records.remove(element, version=version, protected=_("Other records refer to this element."))


def below(element: FrameworkElement) -> list[FrameworkElement]:
    """Return everything that lies under an element, at any depth."""
    everything = FrameworkElement.objects.filter(framework=element.framework_id)
    found: list[FrameworkElement] = []
    level = {element.pk}
    while children := [one for one in everything if one.parent_id in level and one not in found]:
        found += children
        level = {child.pk for child in children}
    return found


def tagged(element: FrameworkElement) -> int:
    """Return how many records of any kind are tagged with the element or with what lies under it."""
    keys = [element.pk, *(one.pk for one in below(element))]
    number = 0
    for relation in FrameworkElement._meta.related_objects:
        if isinstance(relation, models.ManyToManyRel) and relation.through is not None:
            column = relation.field.m2m_reverse_field_name()
            number += relation.through._default_manager.filter(**{f"{column}__in": keys}).count()
    return number


@transaction.atomic
def connect(crosswalk: Crosswalk, values: Mapping[str, Any], *, by: Any) -> Crosswalk:
    """State that an element lives on in another framework (X06); the later framework's people decide."""
    new = values.get("new") or crosswalk.new
    records.require(by is None or can_edit_framework(by, new.framework))
    return records.add(crosswalk, values, checks=(_require_later,))


@transaction.atomic
def edit_connection(
    crosswalk: Crosswalk, changes: Mapping[str, Any], *, version: int | None, by: Any
) -> Crosswalk:
    """Change what is said of an element's life in a later framework: its weight, its note, what it is."""
    records.require(by is None or can_edit_framework(by, crosswalk.new.framework))
    new = changes.get("new") or crosswalk.new
    records.require(by is None or can_edit_framework(by, new.framework))
    return records.change(crosswalk, changes, version=version, checks=(_require_later,))


@transaction.atomic
def disconnect(crosswalk: Crosswalk, *, version: int | None, by: Any) -> None:
    """Take back the statement that an element lives on in another framework."""
    records.require(by is None or can_edit_framework(by, crosswalk.new.framework))
    records.remove(crosswalk, version=version, protected=_("Other records refer to this connection."))


def _siblings(framework: Framework, parent: FrameworkElement | None) -> Any:
    return FrameworkElement.objects.filter(framework=framework, parent=parent).order_by("position", "id")


def _free_code(framework: Framework, name: str) -> str:
    base = slugify(name, max_length=60, word_boundary=True) or "element"
    taken = set(framework.elements.filter(code__startswith=base).values_list("code", flat=True))
    number, code = 1, base
    while code in taken:
        number += 1
        code = f"{base}-{number}"
    return code


def _require_place_in_tree(element: FrameworkElement) -> None:
    if element.parent is not None and element.parent.framework_id != element.framework_id:
        raise DomainError(
            {"parent": [_("“%(name)s” belongs to another framework.") % {"name": element.parent}]}
        )
    sentence = _("This element would lie under itself: the one you chose already lies under it.")
    records.require_outside(element, "parent", sentence)


def _places_rule(values: Mapping[str, Any]) -> records.Check[FrameworkElement]:
    """Return the rule that only priority lines name places, and that each says which and how (E03)."""

    def check(element: FrameworkElement) -> None:
        places = values.get("places")
        if places is None:
            places = element.places.all() if element.pk else []
        errors: dict[str, str] = {}
        conditions = _has_conditions(element)
        if element.kind != ElementKind.PRIORITY_LINE:
            if places or element.place_rule or conditions:
                errors["kind"] = _(
                    "Only a priority line names places. Choose that kind, or empty the places."
                )
        else:
            errors |= _without_places(element, bool(places), conditions)
        errors |= _wrong_conditions(element, conditions)
        if errors:
            raise field_errors(errors)

    return check


def _without_places(element: FrameworkElement, places: bool, conditions: bool) -> dict[str, str]:
    """Return what a priority line leaves open of its places, field by field."""
    if not element.place_rule:
        return {"place_rule": _("Say how the line names its places.")}
    if element.place_rule in (PlaceRule.RULE, PlaceRule.UNNAMED):
        if not (places or conditions or element.place_note):
            return {"place_note": _("Write which places are meant, or say where the line reaches.")}
    elif not places:
        return {
            "places": _(
                "This line names no place. Choose one at least, or say that it means a rule or an unnamed set."
            )
        }
    return {}


def _has_conditions(element: FrameworkElement) -> bool:
    return bool(
        element.place_extent or element.place_countries or element.place_tiers or element.place_except_id
    )


def _wrong_conditions(element: FrameworkElement, conditions: bool) -> dict[str, str]:
    """Return what is wrong with the conditions of a rule, field by field."""
    errors: dict[str, str] = {}
    if conditions and element.place_rule not in (PlaceRule.RULE, PlaceRule.UNNAMED, ""):
        errors["place_rule"] = _(
            "Only a rule, or a set whose members are not named, has conditions. Choose one of the two, or empty "
            "where it reaches, the countries, the kinds and the exception."
        )
    if unknown := [code for code in element.place_countries if not codes.is_country(code)]:
        sentence = _("“%(codes)s” is no country of ISO 3166-1: write two capital letters, such as US.")
        errors["place_countries"] = sentence % {"codes": ", ".join(unknown)}
    if element.place_except is not None and element.place_except.framework_id != element.framework_id:
        errors["place_except"] = _("Choose a line of the same framework.")
    return errors


def _require_later(crosswalk: Crosswalk) -> None:
    require_later(crosswalk.old.framework, crosswalk.new.framework)


def _require_outside_itself(framework: Framework) -> None:
    sentence = _("This framework would follow from itself: the one you chose already follows from it.")
    records.require_outside(framework, "parent", sentence)
    sentence = _("This framework would replace itself: the one you chose already replaces it.")
    records.require_outside(framework, "predecessor", sentence)


def _require_own_adopter(framework: Framework) -> None:
    if framework.adopted_by is not None:
        require_of_authority(framework.adopted_by, framework.authority, field="adopted_by")
