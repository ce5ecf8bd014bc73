"""What the portal knew at a moment, from the rows that the triggers leave behind."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.db.models import Q

from partnerships.models import (
    Agreement,
    AgreementElement,
    AgreementParty,
    Article,
    Organisation,
    PartnershipElement,
)
from portal.core import as_of
from portal.core.models import Source
from tests.factories.partnerships import (
    AgreementFactory,
    AgreementPartyFactory,
    FrameworkElementFactory,
    OrganisationFactory,
    PartnershipFactory,
)

# Each write in a transaction of its own: the rows of one transaction share one moment.
pytestmark = pytest.mark.django_db(transaction=True)


def now() -> datetime:
    """Return the database's clock, which is what the rows of history are stamped with."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        (moment,) = cursor.fetchone()
    return moment  # type: ignore[no-any-return]


def test_a_record_is_what_it_was() -> None:
    agreement: Any = AgreementFactory(names={"en": "First"}, signed="2014")
    first = now()
    Agreement.objects.filter(pk=agreement.pk).update(names={"en": "Second"})

    then = as_of.record_as_of(Agreement, agreement.pk, first)

    assert then is not None
    assert (str(then.names), then.signed.edtf, then.slug) == ("First", "2014", agreement.slug)
    assert str(as_of.record_as_of(Agreement, agreement.pk, now()).names) == "Second"
    assert as_of.record_as_of(Agreement, agreement.pk, first - timedelta(days=1)) is None
    assert as_of.first_known(Agreement, pgh_obj_id=agreement.pk) < first


def test_parts_removed_since_are_there_and_parts_added_since_are_not() -> None:
    agreement: Any = AgreementFactory()
    gone = Article.objects.create(agreement=agreement, number="1", texts={"en": "Yearly."})
    then = now()
    gone.delete()
    Article.objects.create(agreement=agreement, number="2", texts={"en": "Later."})

    assert [one.number for one in as_of.records_as_of(Article, then, Q(agreement=agreement))] == ["1"]
    assert [one.number for one in as_of.records_as_of(Article, now(), Q(agreement=agreement))] == ["2"]


def test_a_part_that_moved_belongs_to_whom_it_belonged() -> None:
    one: Any = AgreementFactory()
    other: Any = AgreementFactory()
    article = Article.objects.create(agreement=one, number="1", texts={"en": "Yearly."})
    then = now()
    Article.objects.filter(pk=article.pk).update(agreement=other)

    assert [row.pk for row in as_of.records_as_of(Article, then, Q(agreement=one))] == [article.pk]
    assert as_of.records_as_of(Article, then, Q(agreement=other)) == []
    assert as_of.records_as_of(Article, now(), Q(agreement=one)) == []


def test_links_of_many_to_many_are_what_they_were() -> None:
    agreement: Any = AgreementFactory()
    partnership: Any = PartnershipFactory()
    element: Any = FrameworkElementFactory()
    agreement.elements.set([element])
    partnership.elements.set([element])
    then = now()
    agreement.elements.clear()
    partnership.elements.clear()

    for model, owner in (
        (AgreementElement, Q(agreement=agreement.pk)),
        (PartnershipElement, Q(partnership=partnership.pk)),
    ):
        assert [row.frameworkelement_id for row in as_of.records_as_of(model, then, owner)] == [element.pk]
        assert as_of.records_as_of(model, now(), owner) == []


def test_related_records_are_what_they_were() -> None:
    party: Any = AgreementPartyFactory(organisation=OrganisationFactory(names={"en": "Before"}))
    then = now()
    Organisation.objects.filter(pk=party.organisation_id).update(names={"en": "After"})

    parties = as_of.records_as_of(AgreementParty, then, Q(agreement=party.agreement_id))
    as_of.relate(parties, then, "organisation")

    assert [str(one.organisation) for one in parties] == ["Before"]


def test_a_model_without_history_is_refused() -> None:
    with pytest.raises(LookupError, match="not tracked"):
        as_of.events_of(Source)
