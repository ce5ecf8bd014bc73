"""Rows E01–E11 of domain.md: Flanders' international cultural policy."""

from grants.models import Programme, SupportOption
from partnerships.models import (
    Agreement,
    Commitment,
    Framework,
    FrameworkElement,
    Partnership,
    Region,
    WorkProgramme,
)

POLICY = "flanders-international-culture-policy-2021-2025"


def _lines() -> dict[str, tuple[str, set[str]]]:
    """The priority lines: how each names its places, and which."""
    lines = FrameworkElement.objects.filter(framework__slug=POLICY, kind="priority_line")
    return {
        line.code: (line.place_rule, set(line.places.values_list("slug", flat=True)))
        for line in lines.prefetch_related("places")
    }


def _lines_that_cover(place: str) -> list[str]:
    """The lines that name the place, a group it belongs to, or what it is part of."""
    found: list[str] = []
    region: Region | None = Region.objects.get(slug=place)
    while region is not None:
        around = [region, *region.groups.all()]
        lines = FrameworkElement.objects.filter(
            framework__slug=POLICY, kind="priority_line", places__in=around
        )
        found += [line.code for line in lines]
        region = region.parent
    return found


def test_e01_framework_2021_2025() -> None:
    """Chosen by the Government of Flanders."""
    framework = Framework.objects.get(slug=POLICY)

    assert framework.period.edtf == "2021/2025"
    assert (framework.kind, framework.adopted_by.slug) == ("policy_framework", "vlaamse-regering")


def test_e02_reasons_for_a_priority() -> None:
    """Opportunities, foreign policy, ties."""
    reasons = FrameworkElement.objects.filter(framework__slug=POLICY, kind="reason")

    assert [reason.code for reason in reasons] == [
        "opportunities",
        "foreign-policy",
        "historical-and-social-ties",
    ]


def test_e03_ten_priority_lines_of_mixed_kinds() -> None:
    """Countries, regions, named groups, an unnamed set and a rule."""
    assert _lines() == {
        "french-and-german-communities": ("regions", {"french-community", "german-speaking-community"}),
        "neighbouring-countries": ("countries", {"netherlands", "germany", "france", "united-kingdom"}),
        "strong-regions": ("regions", {"catalonia", "basque-country", "scotland", "wales"}),
        "scandinavian-countries": ("group", {"scandinavian-countries"}),
        "baltic-states": ("group", {"baltic-states"}),
        "ireland-italy-austria": ("countries", {"ireland", "italy", "austria"}),
        "north-american-metropolises": ("unnamed", {"north-american-metropolises"}),
        "south-africa": ("countries", {"south-africa"}),
        "morocco": ("countries", {"morocco"}),
        "diplomatic-jurisdictions": ("rule", {"flemish-diplomatic-jurisdictions"}),
    }
    assert set(
        Region.objects.get(slug="scandinavian-countries").members.values_list("country", flat=True)
    ) == {
        "DK",
        "FI",
        "NO",
        "SE",
    }
    assert set(Region.objects.get(slug="baltic-states").members.values_list("country", flat=True)) == {
        "LV",
        "EE",
        "LT",
    }
    assert Region.objects.get(slug="north-american-metropolises").members.count() == 0


def test_e04_a_place_under_several_lines() -> None:
    """Scotland as a strong region and within a neighbour."""
    assert _lines_that_cover("scotland") == ["strong-regions", "neighbouring-countries"]
    assert _lines_that_cover("denmark") == ["scandinavian-countries"]


def test_e05_yearly_joint_calls() -> None:
    """With the French Community and with Hauts-de-France."""
    programmes = Programme.objects.filter(authority__slug="vlaanderen", yearly=True)

    assert set(programmes.values_list("with_regions__slug", "last_year")) == {
        ("french-community", None),
        ("hauts-de-france", None),
    }


def test_e06_a_discontinued_series_and_a_priority_still() -> None:
    """The German-speaking Community: last call 2022."""
    programme = Programme.objects.get(slug="flanders-call-german-speaking-community")
    partnership = Partnership.objects.get(slug="flanders-german-speaking-community")

    assert (programme.yearly, programme.last_year) == (False, 2022)
    assert programme.calls.get().year == 2022
    assert partnership.state == "active"
    assert [line.code for line in partnership.elements.all()] == ["french-and-german-communities"]


def test_e07_aims_of_the_calls() -> None:
    """Cooperation, spread, participation: on each of the three series."""
    for programme in Programme.objects.filter(authority__slug="vlaanderen"):
        assert [aim.code for aim in programme.elements.all()] == [
            "stimulate-cooperation",
            "spread-projects",
            "public-participation",
        ]


def test_e08_agreements_in_which_culture_is_one_part() -> None:
    """A treaty, a memorandum, a framework agreement; the policy names them as a kind."""
    agreements = Agreement.objects.filter(culture_is_one_part=True)

    assert set(agreements.values_list("slug", "kind")) == {
        ("flanders-netherlands-cultural-treaty", "treaty"),
        ("flanders-scotland-mou-2023", "mou"),
        ("flanders-latvia-agreement-1996", "agreement"),
    }
    assert set(agreements.values_list("elements__code", flat=True)) == {"bilateral-agreements"}


def test_e09_work_programmes_execute_agreements() -> None:
    """The ninth with Latvia, 2018–2021."""
    programme = WorkProgramme.objects.get(partnership__slug="flanders-latvia")

    assert programme.agreement.slug == "flanders-latvia-agreement-1996"
    assert programme.period.edtf == "2018/2021"
    assert FrameworkElement.objects.get(framework__slug=POLICY, code="work-programmes").kind == "instrument"


def test_e10_mutual_commitments() -> None:
    """What both sides owe each other."""
    commitments = Commitment.objects.filter(mutual=True)

    assert set(commitments.values_list("agreement__slug", flat=True)) == {
        "flanders-hauts-de-france-agreement-2021",
        "flanders-french-community-agreement-2012",
    }
    assert [commitment.owner for commitment in commitments] == [None, None]
    assert (
        FrameworkElement.objects.get(framework__slug=POLICY, code="mutual-commitments").kind == "instrument"
    )


def test_e11_guided_list_of_support() -> None:
    """ "I have an international project": where, and what there is."""
    options = SupportOption.objects.filter(authority__slug="vlaanderen")

    assert [option.programme and option.programme.slug for option in options] == [
        "flanders-call-french-community",
        "flanders-call-hauts-de-france",
        None,
    ]
    assert all(option.situation["en"].startswith("I have an international project") for option in options)
