"""The facts and the cases, loaded once for the tests of this folder and taken back after the last of them."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from django.conf import settings
from django.db import transaction

if TYPE_CHECKING:
    from portal.site.domain.facts import Loaded


@pytest.fixture(scope="package")
def loaded(django_db_setup: None, django_db_blocker: Any) -> "Iterator[Loaded]":
    """What the first run of the loader did with the cases; the tests' own transactions are savepoints inside this one."""
    from portal.site.domain.facts import load_facts

    with django_db_blocker.unblock(), transaction.atomic():
        load_facts(Path(settings.BASE_DIR) / "fixtures" / "facts", name="facts")
        yield load_facts(Path(settings.BASE_DIR) / "fixtures" / "cases", name="cases")
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def _cases(loaded: "Loaded", db: None) -> None:
    """Every test of this folder reads the loaded cases."""
