"""Networks are never part of themselves, also when two people say so of two networks at the same moment."""

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection

from partnerships.domain import frameworks, networks
from partnerships.models import Framework, Network
from portal.core.errors import DomainError
from tests.factories.partnerships import FrameworkFactory, NetworkFactory


@pytest.mark.django_db
def test_edit_into_a_circle() -> None:
    first = NetworkFactory()
    second = NetworkFactory(parent=first)
    third = NetworkFactory(parent=second)

    with pytest.raises(DomainError) as refused:
        networks.edit(first, {"parent": third}, version=1, by=None)

    assert refused.value.message_dict == {
        "parent": ["This network would be part of itself: the one you chose already belongs to it."]
    }
    first.refresh_from_db()
    assert (first.parent, first.version) == (None, 1)


@pytest.mark.django_db
def test_edit_into_itself() -> None:
    network = NetworkFactory()

    with pytest.raises(DomainError) as refused:
        networks.edit(network, {"parent": network}, version=1, by=None)

    assert list(refused.value.message_dict) == ["parent"]


def at_once(*edits: Callable[[], Any]) -> list[str]:
    """Make edits at the same moment, each in a connection of its own, and return how they ended."""
    start = threading.Barrier(len(edits))
    answers: list[str] = []

    def one(edit: Callable[[], Any]) -> None:
        start.wait()
        try:
            edit()
            answers.append("stands")
        except DomainError as error:
            answers.append(" ".join(error.messages).partition(":")[0])
        finally:
            connection.close()

    threads = [threading.Thread(target=one, args=[edit]) for edit in edits]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(answers, key=lambda answer: answer == "stands")


@pytest.mark.django_db(transaction=True)
def test_two_edits_at_once_never_close_a_circle() -> None:
    one, other = NetworkFactory(), NetworkFactory()
    policy, strategy = FrameworkFactory(), FrameworkFactory()

    answers = [
        at_once(
            lambda: networks.edit(one, {"parent": other}, version=1, by=None),
            lambda: networks.edit(other, {"parent": one}, version=1, by=None),
        ),
        at_once(
            lambda: frameworks.edit(policy, {"parent": strategy}, version=1, by=None),
            lambda: frameworks.edit(strategy, {"parent": policy}, version=1, by=None),
        ),
        at_once(
            lambda: frameworks.edit(policy, {"predecessor": strategy}, version=None, by=None),
            lambda: frameworks.edit(strategy, {"predecessor": policy}, version=None, by=None),
        ),
    ]

    assert answers == [
        ["This network would be part of itself", "stands"],
        ["This framework would follow from itself", "stands"],
        ["This framework would replace itself", "stands"],
    ]
    assert Network.objects.filter(parent=None).count() == 1
    assert Framework.objects.filter(parent=None).count() == 1
    assert Framework.objects.filter(predecessor=None).count() == 1
