"""Reading sessions."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone

from portal.accounts.sessions import SessionStore

pytestmark = pytest.mark.django_db


def _stored() -> str:
    session = SessionStore()
    session["theme"] = "dark"
    session.save()
    return str(session.session_key)


def test_load_returns_what_was_saved() -> None:
    key = _stored()

    session = SessionStore(key)

    assert (session["theme"], session.session_key) == ("dark", key)


def test_load_of_a_session_that_has_ended_is_empty_and_forgets_the_key() -> None:
    key = _stored()
    Session.objects.filter(pk=key).update(expire_date=timezone.now() - timedelta(seconds=1))

    session = SessionStore(key)

    assert (dict(session.items()), session.session_key) == ({}, None)


def test_load_of_a_session_that_never_was_is_empty_and_forgets_the_key() -> None:
    session = SessionStore("nobodys")

    assert (dict(session.items()), session.session_key) == ({}, None)
