"""The disclosure desk: what is asked for, found, hidden on a ground, and answered."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from grants import redacted_copies
from grants.domain.openness import disclosure
from grants.enums import DisclosureStatus, DisclosureVerdict, RegisterKind
from grants.models import DisclosureItem, DisclosureRequest, RegisterEntry
from portal.accounts.enums import Role
from portal.accounts.models import User
from portal.core.errors import DomainError, NotAllowed
from portal.core.models import Job
from portal.core.pdf.render import render_pdf
from tests.clients import StrictClient
from tests.factories.accounts import member
from tests.factories.disclosure import DisclosureItemFactory, DisclosureRequestFactory, letter_of
from tests.factories.grants import ApplicationFactory

pytestmark = pytest.mark.django_db
SECRET = "Vendela Hemlig"
GROUND = "Public Access Act, chapter 21, section 1"


@pytest.fixture(scope="module")
def pdf() -> bytes:
    """A letter that names a person."""
    page = {"number": 1, "picture": "", "text": "Nothing", "wide": False}
    context = {"pages": [page], "note": f"{SECRET} is ill. The grant stands."}
    return render_pdf("pdf/redacted.html", context, language="en", title="Letter", author="Authority")


@pytest.fixture
def item(pdf: bytes) -> DisclosureItem:
    """The letter, in a request that is being answered."""
    asked = DisclosureRequestFactory()
    case = ApplicationFactory(call__authority=asked.authority, submitted=True)
    return DisclosureItemFactory(  # type: ignore[return-value]
        request=asked, application=case, document=letter_of(case, pdf, "application/pdf")
    )


@pytest.fixture
def officer(item: DisclosureItem) -> User:
    """An officer of the authority that was asked."""
    return member(item.request.authority, Role.OFFICER)  # type: ignore[no-any-return]


def hide(item: DisclosureItem, by: User, **more: Any) -> Any:
    said: dict[str, Any] = {"passage": SECRET, "page": None, "ground": GROUND, **more}
    return disclosure.hide(item, by=by, **said)


def judged(item: DisclosureItem, by: User, verdict: str, ground: str = "") -> DisclosureItem:
    return disclosure.judge(item, verdict=verdict, ground=ground, by=by)


def test_receive_gives_a_diary_number_at_once(officer: User, item: DisclosureItem) -> None:
    values = {"authority": item.request.authority, "received_on": timezone.localdate(), "asked": "All of it"}

    first, second = (disclosure.receive(values, by=officer) for _ in range(2))

    assert int(second.diary_number[-5:]) == int(first.diary_number[-5:]) + 1
    with pytest.raises(ValidationError) as caught:
        disclosure.receive({**values, "received_on": timezone.localdate() + timedelta(days=1)}, by=officer)
    assert "received_on" in caught.value.message_dict
    with pytest.raises(NotAllowed):
        disclosure.receive(values, by=member(DisclosureRequestFactory().authority, Role.OFFICER))


def test_hide_asks_that_it_stands_there(item: DisclosureItem, officer: User) -> None:
    for wrong, field in (
        ({"passage": "Nobody of this name"}, "passage"),
        ({"page": 9}, "page"),
        ({"passage": "The grant falls", "page": 1}, "passage"),
    ):
        with pytest.raises(ValidationError) as caught:
            hide(item, officer, **wrong)
        assert field in caught.value.message_dict

    hide(item, officer)

    with pytest.raises(ValidationError, match="hidden already"):
        hide(item, officer)


def test_hide_in_something_else_than_a_pdf_is_refused(item: DisclosureItem, officer: User) -> None:
    other = DisclosureItemFactory(request=item.request)

    with pytest.raises(DomainError, match="PDF"):
        hide(other, officer)


def test_judge_needs_what_it_says(item: DisclosureItem, officer: User) -> None:
    with pytest.raises(ValidationError, match="Nothing is hidden"):
        judged(item, officer, DisclosureVerdict.PARTLY)
    with pytest.raises(ValidationError, match="law and its section"):
        judged(item, officer, DisclosureVerdict.WITHHELD)

    hide(item, officer)

    with pytest.raises(ValidationError, match="Show them again"):
        judged(item, officer, DisclosureVerdict.OPEN)


def test_copy_has_what_is_hidden_now(item: DisclosureItem, officer: User) -> None:
    first = hide(item, officer)
    judged(item, officer, DisclosureVerdict.PARTLY)
    assert Job.objects.filter(task="grants.redact_copy").count() == 1

    made = redacted_copies.copy_of(item)

    assert redacted_copies.copy_of(item) == made
    assert redacted_copies.current_copy(item) == made
    hide(item, officer, passage="The grant stands")
    item.refresh_from_db()
    assert item.verdict == DisclosureVerdict.PENDING
    assert redacted_copies.current_copy(item) is None
    disclosure.show_again(item.redactions.last(), by=officer)
    assert redacted_copies.current_copy(item) == made
    disclosure.show_again(first, by=officer)
    assert redacted_copies.hidden_in(item) == []


def test_answer_waits_until_all_is_done_and_stands_then(item: DisclosureItem, officer: User) -> None:
    asked = item.request
    with pytest.raises(DomainError, match="found of each document"):
        disclosure.answer(asked, text="Here", by=officer)
    hide(item, officer)
    judged(item, officer, DisclosureVerdict.PARTLY)
    with pytest.raises(DomainError, match="not made yet"):
        disclosure.answer(asked, text="Here", by=officer)
    copy = redacted_copies.copy_of(item)

    answered = disclosure.answer(asked, text="Here they are.", by=officer)

    assert answered.status == DisclosureStatus.ANSWERED
    assert disclosure.answer(asked, text="Here they are.", by=officer) == answered
    entry = RegisterEntry.objects.get(kind=RegisterKind.DISCLOSURE)
    assert (entry.application, entry.document) == (item.application, copy)
    for step in (
        lambda: hide(item, officer, passage="The grant stands"),
        lambda: judged(item, officer, DisclosureVerdict.OPEN),
        lambda: disclosure.leave_out(item, by=officer),
        lambda: disclosure.answer(asked, text="Something else", by=officer),
    ):
        with pytest.raises(DomainError, match="is answered"):
            step()


def test_answer_that_hands_out_nothing_is_a_refusal(item: DisclosureItem, officer: User) -> None:
    judged(item, officer, DisclosureVerdict.WITHHELD, GROUND)

    assert disclosure.answer(item.request, text="No.", by=officer).status == DisclosureStatus.REFUSED


def test_another_authoritys_case_is_refused(item: DisclosureItem, officer: User) -> None:
    elsewhere = ApplicationFactory(submitted=True)

    with pytest.raises(DomainError, match="another authority"):
        disclosure.add_documents(item.request, elsewhere, [letter_of(elsewhere)], by=officer)


def test_desk_from_finding_to_answer(item: DisclosureItem, officer: User, client: StrictClient) -> None:
    client.force_login(officer)
    asked: DisclosureRequest = DisclosureRequestFactory(authority=item.request.authority)
    page = reverse("grants:officer:disclosure_detail", args=[asked.pk])
    assert client.get(page, {"case": item.application.reference}).status_code == 200

    added = reverse("grants:officer:disclosure_add", args=[asked.pk, item.application.reference])
    client.post(added, {"document": [item.document_id]})
    mine = asked.items.get()
    here = [asked.pk, mine.pk]
    wrong = client.post(
        reverse("grants:officer:disclosure_hide", args=here), {"hide-passage": "Nobody", "hide-ground": "x"}
    )
    assert wrong.status_code == 422
    client.post(
        reverse("grants:officer:disclosure_hide", args=here), {"hide-passage": SECRET, "hide-ground": GROUND}
    )
    client.post(reverse("grants:officer:disclosure_item", args=here), {"verdict": "partly", "ground": ""})
    redacted_copies.copy_of(mine)
    client.post(reverse("grants:officer:disclosure_answer", args=[asked.pk]), {"answer": "Here"})

    asked.refresh_from_db()
    assert asked.status == DisclosureStatus.ANSWERED
    assert client.get(page).status_code == 200
