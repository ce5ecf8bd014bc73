"""Rows A01–A31 of domain.md: Västra Götaland's international cooperations."""

from partnerships.models import Partnership


def test_a01_who_holds_a_cooperation() -> None:
    """The authority itself, or its committee."""
    holders = dict(Partnership.objects.filter(authority__slug="vgr").values_list("slug", "holder__slug"))

    assert holders == {
        "vastra-gotaland-north-east-england": "kulturnamnden",
        "vastra-gotaland-queretaro": "vastra-gotalandsregionen",
        "vastra-gotaland-vilnius": "kulturnamnden",
        "vastra-gotaland-sibiu": "vastra-gotalandsregionen",
    }
