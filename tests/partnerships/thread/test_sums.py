"""No crosswalk loses or adds anything, whatever its weights, and however often the words change."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from partnerships.models import Framework, FrameworkElement
from partnerships.thread import Deed, Money, Tally, Thread, Words, Years
from partnerships.thread.build import weave
from partnerships.thread.tallies import add_up
from partnerships.thread.words import compose, shares_by_crosswalk
from portal.core.uncertain import UncertainNumber

TODAY = date(2026, 11, 25)
OLD, NEW, NEWEST = range(1, 7), range(11, 16), range(21, 24)
NUMBERS = [
    None,
    UncertainNumber.exactly(12),
    UncertainNumber.about(50),
    UncertainNumber.over(100),
    UncertainNumber.unknown(),
]


def trees(elements: range) -> st.SearchStrategy[dict[int, int | None]]:
    """Return forests: each element lies under nothing or under one before it."""
    parents = [st.sampled_from([None, *range(elements.start, element)]) for element in elements]
    return st.tuples(*parents).map(lambda chosen: dict(zip(elements, chosen, strict=True)))


def links(old: range, new: range) -> st.SearchStrategy[list[tuple[int, int, int]]]:
    """Return crosswalks: some pairs, each once, with weights."""
    pairs = st.tuples(st.sampled_from(list(old)), st.sampled_from(list(new)), st.integers(1, 1000))
    return st.lists(pairs, max_size=12, unique_by=lambda link: link[:2])


def deeds(elements: range) -> st.SearchStrategy[list[Deed]]:
    """Return what was done: with any tags, years, people as uncertain as they are, and money of two kinds."""
    money = st.builds(
        Money,
        what=st.sampled_from(["Costs", "Grants"]),
        currency=st.sampled_from(["SEK", "EUR"]),
        amount=st.one_of(
            st.decimals(0, 10**9, places=2), st.sampled_from([one for one in NUMBERS if one is not None])
        ),
    )
    deed = st.builds(
        Deed,
        key=st.text(max_size=3),
        kind=st.just("Exchange"),
        title=st.just(""),
        url=st.just(""),
        elements=st.frozensets(st.sampled_from(list(elements)), min_size=1),
        years=st.frozensets(st.integers(2010, 2026), max_size=3).map(lambda years: Years(years)),
        people=st.lists(st.sampled_from(NUMBERS), max_size=3).map(tuple),
        money=st.lists(money, max_size=3).map(tuple),
    )
    return st.lists(deed, max_size=8)


def words(elements: range, shares: dict[int, list[tuple[int | None, Fraction]]]) -> Words:
    framework = Framework(pk=1)
    made = [FrameworkElement(pk=pk, framework=framework, kind="aim") for pk in elements]
    return Words(framework, made, shares)


def own(tree: dict[int, int | None]) -> dict[int, list[tuple[int | None, Fraction]]]:
    return {element: [(element, Fraction(1))] for element in tree}


@given(trees(OLD), links(OLD, NEW))
def test_the_shares_of_each_element_are_one_whole(
    tree: dict[int, int | None], crosswalk: list[tuple[int, int, int]]
) -> None:
    shares = shares_by_crosswalk(tree, crosswalk)

    assert {element: sum(share for _, share in shares[element]) for element in tree} == dict.fromkeys(OLD, 1)


@given(trees(OLD), trees(NEW), links(OLD, NEW), links(NEW, NEWEST))
def test_two_changes_of_words_lose_nothing_either(
    old: dict[int, int | None],
    new: dict[int, int | None],
    first: list[tuple[int, int, int]],
    second: list[tuple[int, int, int]],
) -> None:
    shares = compose(shares_by_crosswalk(old, first), shares_by_crosswalk(new, second))

    assert {element: sum(share for _, share in shares[element]) for element in old} == dict.fromkeys(OLD, 1)


@given(trees(OLD), links(OLD, NEW), deeds(OLD))
def test_sums_before_are_sums_after_with_the_rest(
    tree: dict[int, int | None], crosswalk: list[tuple[int, int, int]], done: list[Deed]
) -> None:
    before = weave(words(OLD, own(tree)), done, today=TODAY)
    after = weave(words(NEW, shares_by_crosswalk(tree, crosswalk)), done, today=TODAY)

    assert figures(after.tagged) == figures(before.tagged) == figures(after.before)
    assert figures(after.total) == figures(before.total)
    lines = add_up([*(row.direct for row in after.rows), *([after.rest.direct] if after.rest else [])])
    assert figures(lines) == figures(before.tagged)


@given(trees(OLD), links(OLD, NEW), deeds(OLD), st.integers(2010, 2026))
def test_sums_of_a_year_are_kept_too(
    tree: dict[int, int | None], crosswalk: list[tuple[int, int, int]], done: list[Deed], year: int
) -> None:
    of_year = [deed for deed in done if year in deed.years.all]
    before = weave(words(OLD, own(tree)), of_year, today=TODAY, year=year)
    after = weave(words(NEW, shares_by_crosswalk(tree, crosswalk)), of_year, today=TODAY, year=year)

    assert figures(after.tagged) == figures(before.tagged)


def figures(tally: Tally) -> tuple[object, ...]:
    """Return what a tally says, without sums of money that are zero."""
    money = {key: amount for key, amount in tally.money.items() if amount}
    return tally.deeds, tally.people_lower, tally.people_upper, tally.people_unknown, money


def test_one_that_continues_as_three_is_split_equally_without_loss() -> None:
    deed = Deed(
        "exchange-1", "Exchange", "", "", frozenset({1}), Years(frozenset({2023})),
        people=(UncertainNumber.exactly(50),), money=(Money("Costs", "SEK", Decimal("100.00")),),
    )  # fmt: skip
    shares = shares_by_crosswalk({1: None}, [(1, 11, 1), (1, 12, 1), (1, 13, 1)])

    thread: Thread = weave(words(range(11, 14), shares), [deed], today=TODAY)

    assert [row.direct.deeds for row in thread.rows] == [Fraction(1, 3)] * 3
    assert [row.direct.money_texts for row in thread.rows] == [["Costs: SEK\u00a033.33"]] * 3
    assert (thread.tagged.people_text, thread.tagged.money_texts) == ("50", ["Costs: SEK\u00a0100"])
    assert thread.rest is None


def test_money_stays_as_uncertain_as_it_is() -> None:
    paid = (
        Money("Costs", "SEK", Decimal(12000)),
        Money("Costs", "SEK", UncertainNumber.about(8000)),
        Money("Costs", "EUR", UncertainNumber.unknown()),
    )

    counted = Tally.of(Deed("a", "", "", "", frozenset(), Years(), money=paid))

    assert counted.money_texts == ["Costs (EUR): 1 unknown", "Costs (SEK): between 19,200 and 20,800"]
    assert counted.times(Fraction(1, 2)).money_texts == [
        "Costs (EUR): a share of what is not known",
        "Costs (SEK): between 9,600 and 10,400",
    ]


def test_people_stay_as_uncertain_as_they_are() -> None:
    counted = Tally.of(
        Deed(
            "a",
            "",
            "",
            "",
            frozenset(),
            Years(),
            people=(UncertainNumber.exactly(12), UncertainNumber.about(50), None),
        )
    )

    assert counted.people_text.endswith("plus 1 unknown")
    assert counted.times(Fraction(1, 2)).people_text.endswith("plus a share of what is not known")
    assert Tally.of(Deed("a", "", "", "", frozenset(), Years(), people=(None,))).people_text == "1 unknown"
    assert Tally().people_text == ""


def test_a_line_counts_a_thing_once_also_where_it_serves_two_elements_under_it() -> None:
    deed = Deed("a", "", "", "", frozenset({2, 3}), Years())
    framework = Framework(pk=1)
    top, left, right = (
        FrameworkElement(pk=1, framework=framework, kind="area"),
        FrameworkElement(pk=2, framework=framework, kind="aim", parent_id=1),
        FrameworkElement(pk=3, framework=framework, kind="aim", parent_id=1),
    )

    thread = weave(Words(framework, [top, left, right], own({1: None, 2: 1, 3: 1})), [deed], today=TODAY)

    assert [int(row.whole.deeds) for row in thread.rows] == [1, 1, 1]
    assert (int(thread.total.deeds), int(thread.tagged.deeds)) == (1, 2)
