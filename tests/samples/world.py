"""Two authorities with their people, and one record of each model, made when it is first asked for."""

from __future__ import annotations

from functools import cached_property
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

import factory
from allauth.account.models import EmailAddress
from django.db import models

from grants.models import (
    Application,
    Call,
)
from partnerships.models import (
    Authority,
)
from portal.accounts.enums import Role
from portal.accounts.models import User
from tests import factories
from tests.factories.accounts import UserFactory, member
from tests.factories.grants import ApplicationFactory
from tests.factories.partnerships import AuthorityFactory
from tests.samples.records import RECORDS


class World:
    """Two authorities with their people, and one record of each model, which belongs to the first of them.

    `world[Agreement]` makes the record when it is first asked for. `world.people` maps each kind of visitor to
    an account (None for a visitor who has not signed in).
    """

    def __init__(self) -> None:
        self._records: dict[type[models.Model], Any] = {}
        self.authority: Authority = AuthorityFactory()
        self.other_authority: Authority = AuthorityFactory()
        self._records[Authority] = self.authority

    @cached_property
    def people(self) -> dict[str, User | None]:
        """Return one person of each kind; the applicant owns what belongs to a person."""
        accounts = {
            "applicant": self[User],
            **{role.value: member(self.authority, role) for role in Role},
            "officer elsewhere": member(self.other_authority, Role.OFFICER),
            "superuser": UserFactory(is_staff=True, is_superuser=True),
        }
        for user in accounts.values():
            EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
        return {"visitor": None, **accounts}

    @cached_property
    def case(self) -> Application:
        """An application that somebody has handed in to the first authority."""
        return ApplicationFactory(call=self[Call], submitted=True)  # type: ignore[return-value]

    def __getitem__(self, model: type[models.Model]) -> Any:
        if model not in self._records:
            make = RECORDS.get(model)
            self._records[model] = make(self) if make else self._make(model)
        return self._records[model]

    def forget_unsaved(self) -> None:
        """Forget records whose transaction was rolled back."""
        self._records = {
            model: record
            for model, record in self._records.items()
            if model._base_manager.filter(pk=record.pk).exists()
        }

    def _make(self, model: type[models.Model]) -> Any:
        made_by = FACTORIES.get(model)
        assert made_by is not None, (
            f"There is no sample of {model.__name__}: make a factory for it in tests/factories, or an entry in "
            "RECORDS of tests/samples."
        )
        declared = made_by._meta.declarations.items()
        parts = {name: self[part.get_factory()._meta.model] for name, part in declared if _is_part(part)}
        if "authority" in {field.name for field in model._meta.fields}:
            parts["authority"] = self.authority
        return made_by(**parts)


def _is_part(declaration: Any) -> bool:
    return isinstance(declaration, factory.SubFactory)


def _factories() -> dict[type[models.Model], Any]:
    """Return the factory of each model: of several for one model, the first of its module."""
    found: dict[type[models.Model], Any] = {}
    for module in iter_modules(factories.__path__):
        for thing in vars(import_module(f"tests.factories.{module.name}")).values():
            is_factory = isinstance(thing, type) and issubclass(thing, factory.django.DjangoModelFactory)
            if is_factory and thing._meta.model is not None:
                found.setdefault(thing._meta.model, thing)
    return found


FACTORIES = _factories()
