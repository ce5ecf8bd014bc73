"""The tree of a framework as an outline: elements move among their siblings, under each other and out again.

Every step takes what lies under the element with it, and says in a sentence where the element stands now: the page
shows it, and a screen reader reads it out.
"""

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from partnerships.domain import frameworks
from partnerships.enums import ElementKind
from partnerships.models import Framework, FrameworkElement
from partnerships.permissions import can_edit_framework
from portal.core.domain import records
from portal.core.domain.locking import lock
from portal.core.errors import DomainError
from portal.core.multilingual import Multilingual

UP, DOWN, IN, OUT = "up", "down", "in", "out"


@transaction.atomic
def move(element: FrameworkElement, step: str, *, by: Any) -> str:
    """Move an element one step and say where it stands: up, down, in (under the one before) or out (after its parent).

    Raises DomainError with a sentence where there is no such step: the first cannot go further up.
    """
    framework = _begin(element.framework, by)
    element = lock(element)
    siblings = _under(framework, element.parent)
    place = next(index for index, one in enumerate(siblings) if one.pk == element.pk)
    if step == UP and place > 0:
        _order(_swapped(siblings, place, place - 1))
    elif step == DOWN and place < len(siblings) - 1:
        _order(_swapped(siblings, place, place + 1))
    elif step == IN and place > 0:
        _put(element, under=siblings[place - 1], at=None)
    elif step == OUT and element.parent is not None:
        outer = element.parent
        around = _under(framework, outer.parent)
        _put(element, under=outer.parent, at=[one.pk for one in around].index(outer.pk) + 1)
    else:
        raise DomainError(_no_such_step(step) % {"name": element})
    element.refresh_from_db()
    return where(element)


@transaction.atomic
def rename(element: FrameworkElement, name: str, *, language: str, was: str, by: Any) -> str:
    """Give an element another name in one language; its names in other languages stay.

    Parameters: ``was`` is the name that the page showed. Raises DomainError when somebody changed it meanwhile, when
    the name is empty, and when it is longer than a name may be.
    """
    _begin(element.framework, by)
    element = lock(element)
    now = element.names.as_dict().get(language, "")
    if now != was:
        sentence = _(
            "Somebody else named it “%(name)s” meanwhile. Look at it, and write yours again if it is to stay."
        )
        raise DomainError(sentence % {"name": now})
    name = " ".join(name.split())
    if not name and len(element.names.as_dict()) <= 1:
        raise DomainError(_("An element needs a name."))
    names = {code: text for code, text in {**element.names.as_dict(), language: name}.items() if text}
    records.change(element, {"names": Multilingual(names)}, version=None)
    return _("It is called “%(name)s” now.") % {"name": name or names}


@transaction.atomic
def add(
    framework: Framework,
    name: str,
    kind: str,
    *,
    language: str,
    by: Any,
    after: FrameworkElement | None = None,
    under: FrameworkElement | None = None,
) -> FrameworkElement:
    """Add an element right after another, or as the last under another; without either, at the end."""
    name = " ".join(name.split())
    if not name:
        raise DomainError(_("An element needs a name."))
    if kind == ElementKind.PRIORITY_LINE:
        sentence = _("A priority line names places: add it on the framework's page, with “Add an element”.")
        raise DomainError(sentence)
    parent = after.parent if after is not None else under
    values = {"names": Multilingual({language: name}), "kind": kind, "parent": parent}
    element = frameworks.add_element(FrameworkElement(framework=framework), values, by=by)
    if after is not None:
        siblings = _under(framework, parent)
        _put(element, under=parent, at=[one.pk for one in siblings].index(after.pk) + 1)
    return element


def where(element: FrameworkElement) -> str:
    """Say where an element stands: "“Festivals” is number 2 of 4 under “More exchange”."."""
    siblings = _under(element.framework, element.parent)
    words = {
        "name": element,
        "place": [one.pk for one in siblings].index(element.pk) + 1,
        "count": len(siblings),
        "parent": element.parent,
    }
    if element.parent is None:
        return _("“%(name)s” is number %(place)d of %(count)d at the top.") % words
    return _("“%(name)s” is number %(place)d of %(count)d under “%(parent)s”.") % words


def _no_such_step(step: str) -> str:
    sentences = {
        UP: _("“%(name)s” is the first here. Move it out to bring it further up."),
        DOWN: _("“%(name)s” is the last here. Move it out to bring it further down."),
        IN: _("“%(name)s” is the first here, so there is none before it to lie under."),
        OUT: _("“%(name)s” is at the top already."),
    }
    return sentences.get(step, _("“%(name)s” stays where it is: this step is not known."))


def _begin(framework: Framework, by: Any) -> Framework:
    framework = lock(framework)
    records.require(by is None or can_edit_framework(by, framework))
    return framework


def _under(framework: Framework, parent: FrameworkElement | None) -> list[FrameworkElement]:
    return list(
        FrameworkElement.objects.filter(framework=framework, parent=parent).order_by("position", "pk")
    )


def _swapped(siblings: Sequence[FrameworkElement], one: int, other: int) -> list[FrameworkElement]:
    ordered = list(siblings)
    ordered[one], ordered[other] = ordered[other], ordered[one]
    return ordered


def _put(element: FrameworkElement, *, under: FrameworkElement | None, at: int | None) -> None:
    """Put an element under another at a place among its siblings, or last."""
    left = element.parent
    siblings = [one for one in _under(element.framework, under) if one.pk != element.pk]
    element.parent = under
    element.save(update_fields=["parent"])
    siblings.insert(len(siblings) if at is None else at, element)
    _order(siblings)
    if left != under:
        _order(_under(element.framework, left))


def _order(siblings: Sequence[FrameworkElement]) -> None:
    for position, one in enumerate(siblings):
        if one.position != position:
            one.position = position
            one.save(update_fields=["position"])
