"""Requests to read documents."""

from datetime import date

import factory

from grants.models import DisclosureItem, DisclosureRequest, Redaction
from portal.core import documents
from portal.core.enums import DocumentKind
from portal.core.models import Document
from tests.factories.accounts import UserFactory
from tests.factories.grants import ApplicationFactory
from tests.factories.partnerships import AuthorityFactory


class DisclosureRequestFactory(factory.django.DjangoModelFactory):
    """Somebody has asked to read documents of an authority."""

    class Meta:
        model = DisclosureRequest

    authority = factory.SubFactory(AuthorityFactory)
    diary_number = factory.Sequence(lambda n: f"D 2026-{n:05d}")
    received_on = date(2026, 9, 1)
    asked = "The application and the decision of the festival."
    created_by = factory.SubFactory(UserFactory)


def letter_of(case: object, content: bytes = b"A letter.", media_type: str = "text/plain") -> Document:
    """Return a document of a case."""
    return documents.store(
        case,  # type: ignore[arg-type]
        kind=DocumentKind.LETTER,
        title="Letter",
        filename="letter.pdf" if media_type == "application/pdf" else "letter.txt",
        content=content,
        media_type=media_type,
    )


class DisclosureItemFactory(factory.django.DjangoModelFactory):
    """A document of a case of the authority that was asked."""

    class Meta:
        model = DisclosureItem

    request = factory.SubFactory(DisclosureRequestFactory)
    application = factory.LazyAttribute(
        lambda item: ApplicationFactory(call__authority=item.request.authority, submitted=True)
    )
    document = factory.LazyAttribute(lambda item: letter_of(item.application))


class RedactionFactory(factory.django.DjangoModelFactory):
    """A whole page that is hidden."""

    class Meta:
        model = Redaction

    item = factory.SubFactory(DisclosureItemFactory)
    page = 1
    ground = "Section 1"
    created_by = factory.SubFactory(UserFactory)
