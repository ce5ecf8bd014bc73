"""Message templates: written once in each language, filled in for a case."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from grants.models import Application, MessageTemplate
from portal.accounts.permissions import can_edit_for
from portal.core.domain import records
from portal.core.domain.locking import lock
from portal.core.errors import field_errors
from portal.core.history import acting
from portal.core.moments import say_moment

PLACES = re.compile(r"\{([^{}]*)\}")
# What a template may ask for, and where it comes from: (case, who writes, language) -> text.
PLACEHOLDERS: dict[str, Callable[[Application, Any, str], str]] = {
    "name": lambda case, by, language: case.applicant_name,
    "diary_number": lambda case, by, language: case.diary_number,
    "title": lambda case, by, language: case.title or case.reference,
    "call": lambda case, by, language: case.call.names.in_language(language),
    "deadline": lambda case, by, language: _deadline(case, language),
    "authority": lambda case, by, language: case.authority.organisation.names.in_language(language),
    "officer": lambda case, by, language: str(case.officer or by),
}


def _deadline(case: Application, language: str) -> str:
    """Return the nearest deadline that waits for the applicant: of a request for completion, or else of the call."""
    now = timezone.now()
    waiting = case.completion_requests.waiting().order_by("closes_at").first()
    if waiting is not None:
        return say_moment(waiting.closes_at, waiting.time_zone, language)
    closes = case.call.closes_at
    return say_moment(closes, case.call.time_zone, language) if closes and closes > now else "…"


@transaction.atomic
def create(values: Mapping[str, Any], *, by: Any) -> MessageTemplate:
    """Add a template of an authority. Raises NotAllowed, and DomainError for a place that nothing fills in."""
    with acting(by):
        template = MessageTemplate(authority=values["authority"])
        records.require(can_edit_for(by, template.authority_id))
        return records.add(template, values, checks=(_check_places,))


@transaction.atomic
def edit(
    template: MessageTemplate, changes: Mapping[str, Any], *, version: int | None, by: Any
) -> MessageTemplate:
    """Change a template; what was sent stays as it was. Raises StaleEdit, NotAllowed, DomainError."""
    with acting(by):
        records.require(can_edit_for(by, template.authority_id))
        return records.change(template, changes, version=version, checks=(_check_places,))


@transaction.atomic
def retire(template: MessageTemplate, *, by: Any) -> MessageTemplate:
    """Take a template out of use; taken out twice, it stays so."""
    template = lock(template)
    records.require(can_edit_for(by, template.authority_id))
    if template.retired_at is None:
        template.retired_at, template.retired_by = timezone.now(), by
        template.version += 1
        with acting(by):
            template.save(update_fields=["retired_at", "retired_by", "version"])
    return template


@dataclass(frozen=True)
class Offered:
    """A template in one of its languages, as it is offered to who writes."""

    template: MessageTemplate
    language: str

    @property
    def key(self) -> str:
        """What an address says when it is chosen: "12-sv"."""
        return f"{self.template.pk}-{self.language}"

    @property
    def label(self) -> str:
        """Its name with its language."""
        languages = dict(settings.CONTENT_LANGUAGES)
        return f"{self.template.name} ({languages.get(self.language, self.language)})"


def offered(templates: QuerySet[MessageTemplate], application: Application) -> list[Offered]:
    """Return the templates of a case's authority in each of their languages, the applicant's language first."""
    found = templates.filter(authority=application.authority_id, retired_at=None).order_by("name", "pk")
    every = [Offered(template, language) for template in found for language in template.texts]
    return sorted(every, key=lambda one: one.language != application.language)


def filled(template: MessageTemplate, application: Application, *, language: str, by: Any) -> str:
    """Return the text of a template for a case, in a language or the next best that it has.

    A bracket that is no known place stays as it was typed.
    """
    used = template.texts.language_used(language, application.authority.languages) or language
    text = template.texts.in_language(used)
    with translation.override(used):
        known = {
            name: value(application, by, used)
            for name, value in PLACEHOLDERS.items()
            if f"{{{name}}}" in text
        }
    return PLACES.sub(lambda found: known.get(found.group(1).strip(), found.group(0)), text)


def _check_places(template: MessageTemplate) -> None:
    wrong = {
        found
        for text in template.texts.values()
        for found in PLACES.findall(text)
        if found not in PLACEHOLDERS
    }
    if wrong:
        sentence = _("Nothing fills in %(wrong)s. Known are: %(known)s.")
        written = ", ".join(f"{{{name}}}" for name in sorted(wrong))
        known = ", ".join(f"{{{name}}}" for name in PLACEHOLDERS)
        raise field_errors({"texts": sentence % {"wrong": written, "known": known}})
