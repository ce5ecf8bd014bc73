"""A call of an authority with somebody who decides, and somebody who handles its cases."""

from typing import Any

import pytest

from grants.models import Application, Call
from portal.accounts.enums import Role
from portal.accounts.models import User
from tests.factories.accounts import member
from tests.factories.deciding import eligible_case
from tests.factories.grants import CallFactory


@pytest.fixture
def call(db: Any) -> Call:
    return CallFactory(budget=100_000)


@pytest.fixture
def decider(call: Call) -> User:
    return member(call.authority, Role.DECISION_MAKER)


@pytest.fixture
def officer(call: Call) -> User:
    return member(call.authority, Role.OFFICER)


@pytest.fixture
def case(call: Call) -> Application:
    return eligible_case(call)
