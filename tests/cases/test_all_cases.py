"""No case is forgotten, and each is loaded once."""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from portal.site.domain.facts import Loaded

CASES = [
    "vl-fwb-2012", "vl-hdf-2018", "vl-dg-2001", "vl-nl-1995", "vl-ma-2016", "vl-pl-baltics", "vl-sct-2023",
    "vgr-nee-2011", "vgr-vilnius-2014", "vgr-sibiu", "vgr-queretaro", "wales-others", "scotland-bretagne-2023",
    "epm-egtc", "baltic-culture-fund", "rm-kulturregion-2018", "ricc", "sibiu-ille-et-vilaine",
]  # fmt: skip
MODULES = ("test_flanders", "test_vastra_gotaland_and_midtjylland", "test_others")


def test_every_case_has_its_test() -> None:
    found = [
        name.removeprefix("test_")
        for module in MODULES
        for name in vars(import_module(f"tests.cases.{module}"))
        if name.startswith("test_")
    ]

    assert sorted(found) == sorted(case.replace("-", "_") for case in CASES)


def test_the_cases_were_loaded_and_a_second_run_finds_nothing_new(loaded: "Loaded") -> None:
    from pathlib import Path

    from django.conf import settings

    from portal.site.domain.facts import load_facts

    again = load_facts(Path(settings.BASE_DIR) / "fixtures" / "cases", name="cases-again")

    assert loaded.created > 250
    assert (again.created, again.refreshed) == (0, 0)
