"""The outline: elements move and stay whole, names change in place, the page works with and without htmx."""

from contextlib import suppress

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from partnerships.domain import outline
from partnerships.enums import ElementKind
from partnerships.models import Framework, FrameworkElement
from portal.core.errors import DomainError, NotAllowed
from tests.factories.accounts import member
from tests.factories.partnerships import AuthorityFactory, FrameworkElementFactory, FrameworkFactory


def made(framework: Framework, name: str, parent: FrameworkElement | None = None) -> FrameworkElement:
    return outline.add(framework, name, ElementKind.AIM, under=parent, language="en", by=None)


def drawn(framework: Framework, parent: FrameworkElement | None = None) -> str:
    """Return the tree in one line: "a(b,c),d"."""
    rows = framework.elements.filter(parent=parent).order_by("position", "pk")
    return ",".join(f"{row}({inner})" if (inner := drawn(framework, row)) else str(row) for row in rows)


@pytest.fixture
def framework() -> Framework:
    return FrameworkFactory()


@pytest.mark.django_db
def test_every_step_takes_what_lies_under_it_and_says_where_it_is(framework: Framework) -> None:
    made(framework, "a")
    b = made(framework, "b")
    made(framework, "c", b)
    d = made(framework, "d")

    assert outline.move(b, outline.IN, by=None) == "“b” is number 1 of 1 under “a”."
    assert drawn(framework) == "a(b(c)),d"
    assert outline.move(b, outline.OUT, by=None) == "“b” is number 2 of 3 at the top."
    assert drawn(framework) == "a,b(c),d"
    assert outline.move(d, outline.UP, by=None) == "“d” is number 2 of 3 at the top."
    assert drawn(framework) == "a,d,b(c)"
    assert outline.move(d, outline.DOWN, by=None) == "“d” is number 3 of 3 at the top."
    assert drawn(framework) == "a,b(c),d"


@pytest.mark.django_db
@pytest.mark.parametrize("step", [outline.UP, outline.DOWN, outline.IN, outline.OUT, "sideways"])
def test_a_step_that_is_not_there(framework: Framework, step: str) -> None:
    only = made(framework, "only")

    with pytest.raises(DomainError, match="only"):
        outline.move(only, step, by=None)

    assert drawn(framework) == "only"


@pytest.mark.django_db
def test_add_after_and_under(framework: Framework) -> None:
    a = made(framework, "a")
    made(framework, "c")
    outline.add(framework, "b", ElementKind.AIM, after=a, language="en", by=None)
    made(framework, "d", a)

    assert drawn(framework) == "a(d),b,c"


@pytest.mark.django_db
def test_rename_in_one_language_keeps_the_others(framework: Framework) -> None:
    element = FrameworkElementFactory(framework=framework, names={"en": "Festivals", "sv": "Festivaler"})

    said = outline.rename(element, "  Fairs  and festivals", language="en", was="Festivals", by=None)

    element.refresh_from_db()
    assert element.names.as_dict() == {"en": "Fairs and festivals", "sv": "Festivaler"}
    assert said == "It is called “Fairs and festivals” now."


@pytest.mark.django_db
def test_rename_what_somebody_renamed_meanwhile_or_into_nothing(framework: Framework) -> None:
    element = made(framework, "Festivals")

    with pytest.raises(DomainError, match="Festivals"):
        outline.rename(element, "Fairs", language="en", was="Events", by=None)
    with pytest.raises(DomainError, match="needs a name"):
        outline.rename(element, " ", language="en", was="Festivals", by=None)
    with pytest.raises(DomainError, match="needs a name"):
        made(framework, " ")


@pytest.mark.django_db
def test_only_officers_of_the_authority_move(framework: Framework) -> None:
    element = made(framework, "a")

    with pytest.raises(NotAllowed):
        outline.move(element, outline.UP, by=member(AuthorityFactory()))


class AnyNumberOfSteps(TestCase):
    """Whatever is pressed, in whatever order, the elements stay one tree."""

    @settings(max_examples=25, deadline=None)
    @given(st.lists(st.tuples(st.integers(0, 5), st.sampled_from(["up", "down", "in", "out"])), max_size=15))
    def test_the_tree_stays_whole(self, steps: list[tuple[int, str]]) -> None:
        framework = FrameworkFactory()
        elements = [made(framework, str(number)) for number in range(6)]
        for number, step in steps:
            with suppress(DomainError):  # there may be no such step from here
                outline.move(FrameworkElement.objects.get(pk=elements[number].pk), step, by=None)

        names = sorted(drawn(framework).replace("(", ",").replace(")", "").split(","))
        assert names == ["0", "1", "2", "3", "4", "5"]
        for parent in [None, *elements]:
            rows = list(framework.elements.filter(parent=parent).order_by("position"))
            assert [row.position for row in rows] == list(range(len(rows)))


@pytest.fixture
def officer(client: Client, framework: Framework) -> Client:
    client.force_login(member(framework.authority))
    return client


def page_of(framework: Framework) -> str:
    return reverse("partnerships:officer:framework_outline", args=[framework.slug])


@pytest.mark.django_db
def test_without_javascript_a_step_leads_back_with_the_focus_on_what_moved(
    officer: Client, framework: Framework
) -> None:
    made(framework, "a")
    b = made(framework, "b")

    answer = officer.post(
        page_of(framework), {"do": "in", "element": b.pk, "name": "b", "was": "b"}, follow=True
    )
    text = answer.content.decode()

    assert answer.redirect_chain == [(f"{page_of(framework)}?at={b.pk}#element-{b.pk}", 302)]
    assert "“b” is number 1 of 1 under “a”." in text
    assert text.count(" autofocus") == 1
    assert text.index(f'id="name-{b.pk}"') < text.index(" autofocus")


@pytest.mark.django_db
def test_htmx_gets_the_tree_alone_with_the_sentence(officer: Client, framework: Framework) -> None:
    made(framework, "a")
    b = made(framework, "b")

    answer = officer.post(
        page_of(framework), {"do": "up", "element": b.pk}, headers={"HX-Request": "true"}
    ).content.decode()

    assert answer.lstrip().startswith(
        f'<div id="outline" data-said="“b” is number 1 of 2 at the top." data-at="{b.pk}"'
    )


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("posted", "sentence"),
    [
        ({"do": "rename", "name": "x" * 501}, "A name has at most 500 characters: this has 501."),
        ({"do": "rename", "name": "typed", "was": "other"}, "Somebody else named it"),
        ({"do": "fly"}, "Press one of the buttons."),
        ({}, "Press one of the buttons."),
        ({"do": "up"}, "is the first here"),
        ({"do": "add", "name": "typed", "after": "999999"}, "This element is not here any more"),
        ({"do": "add", "name": ""}, "An element needs a name."),
        ({"do": "add", "name": "typed", "kind": "nonsense"}, "nonsense"),
        ({"do": "up", "element": "999999"}, "This element is not here any more"),
        ({"do": "up", "element": ""}, "Say which element it is."),
    ],
)
def test_what_is_refused_is_said_and_what_was_typed_stays(
    officer: Client, framework: Framework, posted: dict[str, str], sentence: str
) -> None:
    element = made(framework, "a")

    answer = officer.post(page_of(framework), {"element": str(element.pk), **posted})
    text = answer.content.decode()

    assert answer.status_code == 422
    assert sentence in text
    assert posted.get("name", "") in text


@pytest.mark.django_db
def test_an_element_is_added_in_its_place(officer: Client, framework: Framework) -> None:
    a = made(framework, "a")
    made(framework, "c")

    asked = officer.get(page_of(framework), {"new": "1", "after": a.pk}).content.decode()
    officer.post(page_of(framework), {"do": "add", "after": a.pk, "name": "b", "kind": "area"})

    assert asked.index('id="outline-new"') < asked.index('value="c"')
    assert drawn(framework) == "a,b,c"


@pytest.mark.django_db
def test_the_outline_is_for_its_own_officers(client: Client, framework: Framework) -> None:
    client.force_login(member(AuthorityFactory()))

    assert client.get(page_of(framework)).status_code == 403


@pytest.mark.django_db
def test_the_outline_costs_the_same_for_one_element_and_three(officer: Client, framework: Framework) -> None:
    def queries() -> int:
        officer.get(page_of(framework))
        with CaptureQueriesContext(connection) as asked:
            assert officer.get(page_of(framework)).status_code == 200
        return len(asked)

    top = made(framework, "a")
    one = queries()
    made(framework, "b", top)
    made(framework, "c")
    assert queries() == one
