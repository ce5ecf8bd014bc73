"""Rows X01–X09 of domain.md: what runs through all five documents."""

from decimal import Decimal

from django.contrib.contenttypes.models import ContentType

from exchanges.models import Exchange, ExchangeFigure, Outcome
from partnerships.models import (
    Agreement,
    Crosswalk,
    FormerName,
    Framework,
    MemberCount,
    Network,
    Organisation,
    Partnership,
    Region,
)
from portal.core.models import Citation, Source
from portal.core.uncertain import total

SEEDS = {
    "vgr-cooperations": "sv",
    "vgr-guidelines-internationalisation": "sv",
    "rm-culture-cooperation": "da",
    "vgr-how-we-work": "sv",
    "vlaanderen-international-culture-policy": "nl",
}
CITED = [Region, Organisation, Framework, Network, Partnership, Agreement, Exchange, Outcome]


def test_x01_partial_dates_and_open_ends() -> None:
    """A year, an open end, the end of a year, a period, one exact day, nothing at all."""
    assert Partnership.objects.get(slug="vastra-gotaland-north-east-england").since.edtf == "2011/.."
    assert Agreement.objects.get(slug="vilnius-agreement-2014").valid_until.edtf == "2017-39"
    assert Agreement.objects.get(slug="flanders-scotland-mou-2023").signed.edtf == "2023-06"
    assert Exchange.objects.get(slug="genopdag").period.edtf == "2019"
    assert Partnership.objects.get(slug="vastra-gotaland-sibiu").since is None
    exact = [a.slug for a in Agreement.objects.all() if a.signed and a.signed.is_exact]
    assert sorted(exact) == [
        "flanders-hauts-de-france-agreement-2018",
        "flanders-netherlands-cultural-treaty",
    ]


def test_x02_approximate_figures_keep_their_qualifier() -> None:
    """A sum with a "nearly" and an unknown in it is no exact number."""
    figures = ExchangeFigure.objects.filter(kind="participants").order_by("exchange__slug")
    sum_of_all = total([figure.number for figure in figures])

    assert sorted(figure.number.canonical for figure in figures) == [
        "1",
        "nearly 50 | närmare ett 50-tal",
        "unknown",
    ]
    assert (sum_of_all.lower, sum_of_all.upper) == (Decimal(46), None)
    assert sum_of_all.unknown_count == 1


def test_x03_a_relation_without_an_agreement() -> None:
    """And with one only later: the partnership stands on its own."""
    without = Partnership.objects.filter(authority__slug="vgr", agreements=None)

    assert set(without.values_list("slug", flat=True)) == {
        "vastra-gotaland-north-east-england",
        "vastra-gotaland-sibiu",
    }
    assert Partnership.objects.get(slug="vastra-gotaland-queretaro").agreements.count() == 1


def test_x04_counterparts_are_renamed() -> None:
    """A former name leads to today's body, on both sides."""
    found = {row.name: row.organisation.slug for row in FormerName.objects.all()}

    assert found == {
        "North East Local Enterprise Partnership": "north-east-england-cultural-partnership",
        "Kultur i Väst": "kulturforvaltningen",
        "Västarvet": "kulturforvaltningen",
    }


def test_x05_networks_nest_and_counts_carry_a_date() -> None:
    """Where the source has one: these have none, and say none."""
    assert list(Network.objects.filter(parent__slug="cpmr").values_list("slug", flat=True)) == ["nsc"]
    assert {(row.network.slug, row.count.canonical, row.as_of) for row in MemberCount.objects.all()} == {
        ("cpmr", "154", None),
        ("nsc", "57", None),
    }


def test_x06_frameworks_supersede_each_other() -> None:
    """The old area lives on under another name, and old tags stay."""
    crosswalk = Crosswalk.objects.get()
    old = crosswalk.old

    assert old.names["sv"] == "Öka internationaliseringen"
    assert crosswalk.new.names["sv"] == "Internationalisering"
    assert crosswalk.new.framework.predecessor == old.framework
    assert crosswalk.new.framework.period.edtf == "2024/2027"
    assert Exchange.objects.filter(elements__framework=old.framework, period_latest__year=2017).exists()


def test_x07_third_parties_on_a_bilateral_record() -> None:
    """A third country as the subject, and parties from outside the pair in a result."""
    ukraine = Region.objects.get(slug="ukraine").exchanges_about.get()
    outcome = Outcome.objects.get(partnership__slug="vastra-gotaland-north-east-england")

    assert ukraine.partnership.region.slug == "sibiu"
    assert outcome.organisations.get(slug="region-halland").region.slug == "halland"
    assert outcome.organisations.filter(slug="studieforbundet-vuxenskolan").count() == 1


def test_x08_languages() -> None:
    """Records in the seed's language and English; counterparts in their own; each record has its source."""
    names = {slug: set(Region.objects.get(slug=slug).names) for slug in ("vilnius", "sibiu", "queretaro")}
    native = {
        "communaute-francaise": "fr",
        "estado-de-queretaro": "es",
        "vilnius-region": "lt",
        "consiliul-judetean-sibiu": "ro",
        "deutschsprachige-gemeinschaft": "de",
    }

    assert dict(Source.objects.filter(key__in=SEEDS).values_list("key", "language")) == SEEDS
    assert all({"sv", "da", "nl", "en", "fr", "es", "lt", "ro", "de"} <= found for found in names.values())
    assert all(code in Organisation.objects.get(slug=slug).names for slug, code in native.items())
    for authority, language in {"vgr": "sv", "midtjylland": "da", "vlaanderen": "nl"}.items():
        for framework in Framework.objects.filter(authority__slug=authority):
            for element in framework.elements.all():
                assert {language, "en"} <= set(element.names), element.code
    for model in CITED:
        cited = Citation.objects.filter(content_type=ContentType.objects.get_for_model(model))
        uncited = model._default_manager.exclude(pk__in=cited.values("object_id"))
        assert list(uncited) == []


def test_x09_an_incomplete_list_says_so() -> None:
    """Participants of England, fields of Vilnius, areas of a strategy, cities of America."""
    england = Partnership.objects.get(slug="vastra-gotaland-north-east-england")
    vilnius = Partnership.objects.get(slug="vastra-gotaland-vilnius")
    area = Framework.objects.get(slug="culture-strategy-2024-2027").elements.get()

    assert (england.participants_incomplete, vilnius.participants_incomplete) == (True, False)
    assert (england.fields_incomplete, vilnius.fields_incomplete) == (False, True)
    assert (area.one_of, area.framework.elements.count()) == (5, 1)
