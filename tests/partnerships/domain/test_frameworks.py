"""Frameworks: trees whose elements never lie under themselves, and whose tags stay valid."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from partnerships.domain import frameworks
from partnerships.enums import ElementKind, PlaceRule
from partnerships.models import Crosswalk, Framework, FrameworkElement
from portal.core.errors import DomainError, NotAllowed
from portal.core.multilingual import Multilingual
from tests.factories.accounts import member
from tests.factories.partnerships import (
    AuthorityFactory,
    FrameworkElementFactory,
    FrameworkFactory,
    PartnershipFactory,
    RegionFactory,
)


def element(framework: Framework, name: str, parent: FrameworkElement | None = None) -> FrameworkElement:
    values = {"names": Multilingual(en=name), "kind": ElementKind.AIM, "parent": parent}
    return frameworks.add_element(FrameworkElement(framework=framework), values, by=None)


def tree(framework: Framework) -> list[str]:
    return [str(one) for one in framework.elements.filter(parent=None)]


@pytest.mark.django_db
def test_create_for_another_authority() -> None:
    with pytest.raises(NotAllowed):
        frameworks.create(
            {"authority": AuthorityFactory(), "names": Multilingual(en="X"), "kind": "policy"},
            by=member(AuthorityFactory()),
        )


@pytest.mark.django_db
@pytest.mark.parametrize("field", ["parent", "predecessor"])
def test_edit_into_a_circle(field: str) -> None:
    first = FrameworkFactory()
    second = FrameworkFactory(**{field: first})
    third = FrameworkFactory(**{field: second})

    with pytest.raises(DomainError) as error:
        frameworks.edit(first, {field: third}, version=1, by=None)

    assert list(error.value.message_dict) == [field]


@pytest.mark.django_db
def test_add_element_gives_codes_and_places_in_order() -> None:
    framework = FrameworkFactory()

    made = [element(framework, "Öka"), element(framework, "Öka")]

    assert [(one.code, one.position) for one in made] == [("oka", 0), ("oka-2", 1)]


@pytest.mark.django_db
def test_edit_element_under_what_lies_under_it() -> None:
    framework = FrameworkFactory()
    top = element(framework, "Top")
    inner = element(framework, "Inner", element(framework, "Middle", top))

    with pytest.raises(DomainError) as error:
        frameworks.edit_element(top, {"parent": inner}, version=None, by=None)

    assert list(error.value.message_dict) == ["parent"]


@pytest.mark.django_db
def test_edit_element_under_one_of_another_framework() -> None:
    with pytest.raises(DomainError) as error:
        frameworks.edit_element(
            FrameworkElementFactory(), {"parent": FrameworkElementFactory()}, version=None, by=None
        )

    assert list(error.value.message_dict) == ["parent"]


@pytest.mark.django_db
def test_move_element_changes_places_with_its_neighbour() -> None:
    framework = FrameworkFactory()
    first, second, third = (element(framework, name) for name in "ABC")

    frameworks.move_element(third, up=True, by=None)
    assert tree(framework) == ["A", "C", "B"]
    frameworks.move_element(first, up=True, by=None)
    assert tree(framework) == ["A", "C", "B"]
    frameworks.move_element(second, up=False, by=None)
    assert tree(framework) == ["A", "C", "B"]
    frameworks.move_element(first, up=False, by=None)
    assert tree(framework) == ["C", "A", "B"]


@pytest.mark.django_db
def test_remove_element_takes_what_lies_under_it() -> None:
    framework = FrameworkFactory()
    top = element(framework, "Top")
    element(framework, "Under", top)

    frameworks.remove_element(top, version=None, by=None)

    assert framework.elements.count() == 0


@pytest.mark.django_db
def test_remove_element_that_records_are_tagged_with() -> None:
    framework = FrameworkFactory()
    top = element(framework, "Top")
    under = element(framework, "Under", top)
    PartnershipFactory().elements.add(under)

    with pytest.raises(DomainError, match="1 record is tagged"):
        frameworks.remove_element(top, version=None, by=None)

    assert framework.elements.count() == 2


@pytest.mark.django_db
def test_only_priority_lines_name_places() -> None:
    framework = FrameworkFactory()
    values = {"names": Multilingual(en="Aim"), "kind": ElementKind.AIM, "places": [RegionFactory()]}

    with pytest.raises(DomainError) as error:
        frameworks.add_element(FrameworkElement(framework=framework), values, by=None)

    assert list(error.value.message_dict) == ["kind"]


@pytest.mark.django_db
def test_a_priority_line_says_how_it_names_its_places() -> None:
    framework = FrameworkFactory()
    morocco = RegionFactory()
    values = {"names": Multilingual(en="Morocco"), "kind": ElementKind.PRIORITY_LINE, "places": [morocco]}

    with pytest.raises(DomainError) as error:
        frameworks.add_element(FrameworkElement(framework=framework), values, by=None)
    line = frameworks.add_element(
        FrameworkElement(framework=framework), {**values, "place_rule": PlaceRule.COUNTRIES}, by=None
    )

    assert list(error.value.message_dict) == ["place_rule"]
    assert list(line.places.all()) == [morocco]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("rule", "field"),
    [
        ("", "place_rule"),
        (PlaceRule.COUNTRIES, "places"),
        (PlaceRule.REGIONS, "places"),
        (PlaceRule.GROUP, "places"),
        (PlaceRule.RULE, "place_note"),
        (PlaceRule.UNNAMED, "place_note"),
    ],
)
def test_a_priority_line_without_a_place_is_refused(rule: str, field: str) -> None:
    framework = FrameworkFactory()
    values = {"names": Multilingual(en="Somewhere"), "kind": ElementKind.PRIORITY_LINE, "place_rule": rule}

    with pytest.raises(DomainError) as error:
        frameworks.add_element(FrameworkElement(framework=framework), values, by=None)

    assert list(error.value.message_dict) == [field]
    assert framework.elements.count() == 0


@pytest.mark.django_db
def test_a_line_of_each_kind_is_added_with_what_it_names() -> None:
    """Countries, regions within states, a group, an unnamed set and a rule (E03)."""
    framework, place = FrameworkFactory(), RegionFactory()
    lines: list[dict[str, object]] = [
        {"place_rule": PlaceRule.COUNTRIES, "places": [place]},
        {"place_rule": PlaceRule.REGIONS, "places": [place]},
        {"place_rule": PlaceRule.GROUP, "places": [place]},
        {"place_rule": PlaceRule.UNNAMED, "place_note": Multilingual(en="North American metropolises")},
        {"place_rule": PlaceRule.RULE, "place_extent": "world"},
    ]

    for number, line in enumerate(lines):
        values = {"names": Multilingual(en=f"Line {number}"), "kind": ElementKind.PRIORITY_LINE, **line}
        frameworks.add_element(FrameworkElement(framework=framework), values, by=None)

    assert framework.elements.count() == 5


@pytest.mark.django_db
def test_connect_elements_of_one_framework() -> None:
    framework = FrameworkFactory()
    old, new = element(framework, "Old"), element(framework, "New")

    with pytest.raises(DomainError) as error:
        frameworks.connect(Crosswalk(old=old, new=new), {}, by=None)

    assert list(error.value.message_dict) == ["new"]


class Trees(TestCase):
    """However elements are moved about, none ever lies under itself."""

    @settings(max_examples=20, deadline=None)
    @given(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), max_size=12))
    def test_edit_element_never_makes_a_circle(self, moves: list[tuple[int, int]]) -> None:
        framework = FrameworkFactory()
        made = [element(framework, name) for name in "ABCDE"]

        for child, parent in moves:
            try:
                frameworks.edit_element(
                    made[child],
                    {"parent": FrameworkElement.objects.get(pk=made[parent].pk)},
                    version=None,
                    by=None,
                )
            except DomainError:
                continue

        reached = {one.pk for one in framework.elements.filter(parent=None)}
        for one in list(framework.elements.filter(parent=None)):
            reached |= {inner.pk for inner in frameworks.below(one)}
        assert reached == {one.pk for one in made}
