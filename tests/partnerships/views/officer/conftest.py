"""Who stands behind the office's pages of agreements: an authority, its officer, and a relation."""

import pytest

from tests.partnerships import agreement_records as records


@pytest.fixture
def west():
    return records.authority()


@pytest.fixture
def officer(west, client):
    user = records.member(west)
    client.force_login(user)
    return user


@pytest.fixture
def relation(west):
    return records.partnership(west)
