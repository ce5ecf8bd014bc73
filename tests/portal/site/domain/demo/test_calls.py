"""The demonstration's calls stay open, however old it is."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.management import call_command
from django.test import override_settings
from django.utils import timezone

from grants.enums import CallStatus, QuestionKind
from grants.models import Call, Question
from portal.core.errors import DomainError
from portal.site.domain import demo

pytestmark = pytest.mark.django_db


def test_demo_calls_are_open_and_ask_every_kind_of_question() -> None:
    call_command("seed_demo", verbosity=0)
    now = timezone.now()
    calls = Call.objects.filter(slug__startswith="demo-")

    assert dict(calls.values_list("slug", "authority__slug")) == {
        "demo-exchange-grant": "vgr",
        "demo-guest-studio": "vgr",
        "demo-flanders-joint-call": "vlaanderen",
    }
    assert calls.filter(status=CallStatus.PUBLISHED, opens_at__lt=now, closes_at__gt=now).count() == 3
    asked = set(Question.objects.filter(call__in=calls).values_list("kind", flat=True))
    assert asked == set(QuestionKind.values)


def test_reopen_calls_leaves_open_calls_alone() -> None:
    call_command("seed_demo", verbosity=0)

    assert demo.reopen_calls(timezone.now()) == 0


def test_reopen_calls_opens_what_has_closed() -> None:
    call_command("seed_demo", verbosity=0)
    later = timezone.now() + timedelta(days=200)
    Call.objects.filter(slug="demo-exchange-grant").update(status=CallStatus.CLOSED)

    assert demo.reopen_calls(later) == 3

    call = Call.objects.get(slug="demo-exchange-grant")
    assert call.status == CallStatus.PUBLISHED
    assert call.closes_at > later
    assert [step.to_status for step in call.moves.all()] == ["published", "published"]


def test_reopen_calls_refuses_where_this_is_no_demonstration() -> None:
    with override_settings(DEMO=False), pytest.raises(DomainError):
        demo.reopen_calls(datetime(2026, 1, 1, tzinfo=UTC))
