"""Must show: the golden thread of both Västra Götaland strategies, connected by a crosswalk, sums preserved."""

from datetime import date

from django.contrib.auth.models import AnonymousUser
from django.test import Client
from django.urls import reverse

from partnerships.models import Crosswalk, Framework
from partnerships.thread import Tally, Thread, predecessors_of, successors_of, thread_of
from partnerships.thread.tallies import add_up

TODAY = date(2026, 11, 25)
OLD, NEW = "culture-strategy-meeting-place", "culture-strategy-2024-2027"


def thread(slug: str, *, in_new_words: bool = False, year: int | None = None) -> Thread:
    framework = Framework.objects.get(slug=slug)
    chain = successors_of(framework)[0] if in_new_words else ()
    return thread_of(framework, AnonymousUser(), office=False, today=TODAY, chain=chain, year=year)


def address(slug: str) -> str:
    return reverse("partnerships:public:framework_thread", args=[slug])


def test_the_crosswalk_says_what_the_sources_say() -> None:
    """The area lives on under a new name; the other four areas are not named, so nothing else is connected."""
    links = Crosswalk.objects.filter(old__framework__slug=OLD, new__framework__slug=NEW)

    assert [(link.old.code, link.new.code, link.weight) for link in links] == [
        ("increase-internationalisation", "internationalisation", 1)
    ]


def test_old_years_are_read_in_old_words_and_in_new_ones_with_the_same_sums() -> None:
    old, new = thread(OLD), thread(OLD, in_new_words=True)

    assert old.tagged == new.tagged == new.before
    assert old.total == new.total
    assert new.rest is None
    assert old.total.deeds > 0
    assert [row.element.code for row in new.rows if row.element] == ["internationalisation"]
    assert new.rows[0].direct == old.tagged
    assert new.rows[0].whole == old.total


def both(year: int | None = None) -> Thread:
    new = Framework.objects.get(slug=NEW)
    return thread_of(new, AnonymousUser(), office=False, today=TODAY, before=predecessors_of(new), year=year)


def test_both_strategies_on_one_thread_are_the_sum_of_each() -> None:
    """The 2020s' strategy and that of 2024–2027: what was tagged under either, each once, and nothing else."""
    old, new, joined = thread(OLD), thread(NEW), both()

    assert [(origin.slug, tally) for origin, tally in joined.origins] == [
        (NEW, new.tagged),
        (OLD, old.tagged),
    ]
    assert joined.tagged == joined.before == add_up([old.tagged, new.tagged])
    assert joined.total.deeds == old.total.deeds + new.total.deeds
    assert [str(row.element) for row in joined.rows] == ["Internationalisation"]
    assert joined.rows[0].whole == joined.total
    assert joined.rest is None
    for year in joined.years:
        parts = [thread(OLD, year=year).tagged, thread(NEW, year=year).tagged]
        assert add_up([Tally(), *parts]) == both(year).tagged


def test_the_page_of_the_new_strategy_shows_both(client: Client) -> None:
    page = client.get(address(NEW), {"before": "on"}).content.decode()

    assert "Tagged under “A meeting place in the world (regional culture strategy)”" in page
    assert "Tagged under “Culture strategy and culture plan 2024–2027”" in page
    assert "between 46 and 51, plus 6 unknown" in page


def test_the_figures_stay_uncertain() -> None:
    """Close to fifty young people, a number of concerts nobody has counted, hundreds of thousands of visitors."""
    line = next(
        row for row in thread(OLD).rows if row.element and row.element.code == "increase-internationalisation"
    )

    assert "unknown" in line.whole.people_text


def test_every_year_keeps_its_sums() -> None:
    years = thread(OLD).years
    for year in years:
        old, new = thread(OLD, year=year), thread(OLD, in_new_words=True, year=year)
        assert (old.tagged, old.total) == (new.tagged, new.total)


def test_from_an_element_to_an_exchange_in_two_clicks(client: Client) -> None:
    page = client.get(address(OLD))
    element = next(row for row in page.context["thread"].rows if row.element.code == "individual-artists")
    inner_page = f"{address(OLD)}{element.element.pk}/"

    inner = client.get(inner_page).content.decode()

    assert inner_page in page.content.decode()
    assert [f'href="{deed.url}"' in inner for deed, _ in element.shares] == [True] * len(element.shares)
    assert len(element.shares) > 0


def test_the_pages_of_both_strategies_say_in_whose_words(client: Client) -> None:
    old = client.get(address(OLD), {"words": NEW}).content.decode()
    new = client.get(address(NEW)).content.decode()

    assert "Told in the words of “Culture strategy and culture plan 2024–2027”" in old
    assert "Internationalisation" in old
    assert "Internationalisation" in new
