"""Who may read an answer, role by role."""

from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client
from django.urls import reverse

from grants.domain import attachments, readers
from grants.enums import ApplicationStatus, Audience, QuestionKind
from grants.models import Application
from grants.permissions import ASSESSED, EVERY_AUDIENCE, PUBLISHED, readable_audiences
from portal.accounts.enums import Role
from portal.core.models import Document
from tests.factories.accounts import UserFactory, member
from tests.factories.assessment import AssignmentFactory
from tests.factories.grants import ApplicationFactory, CallFunderFactory, QuestionFactory
from tests.factories.partnerships import AuthorityFactory
from tests.people import taking_part

pytestmark = pytest.mark.django_db

NOTHING: frozenset[str] = frozenset()


def content(*audiences: str) -> dict[str, Any]:
    answers = [
        {"code": audience, "kind": "short_text", "question": {"en": "Q"}, "shown": "A", "audience": audience}
        for audience in audiences
    ]
    sections = [
        {"title": {"en": audience}, "answers": [answer]}
        for audience, answer in zip(audiences, answers, strict=True)
    ]
    return {"call": {"currency": "SEK"}, "sections": sections}


def codes(user: Any, application: Application) -> list[str]:
    return [
        answer["code"]
        for section in readers.content_for(user, application)["sections"]
        for answer in section["answers"]
    ]


def assessor_of(application: Application, authority: Any = None, **declared: Any) -> Any:
    """Return an assessor to whom the application is assigned, without a conflict of interest unless it is declared."""
    person = member(authority or application.authority, Role.ASSESSOR)
    AssignmentFactory(
        round__call=application.call,
        application=application,
        assessor=person,
        **{"has_conflict": False, **declared},
    )
    return person


@pytest.mark.parametrize("declared", [{"has_conflict": None}, {"has_conflict": True}])
def test_readable_audiences_of_an_assessor_before_the_declaration_or_with_a_conflict(declared: Any) -> None:
    application = ApplicationFactory(submitted=True)

    assert readable_audiences(assessor_of(application, **declared), application) == NOTHING


@pytest.mark.parametrize(
    ("role", "audiences"),
    [
        (Role.OFFICER, EVERY_AUDIENCE),
        (Role.DECISION_MAKER, EVERY_AUDIENCE),
        (Role.ADMINISTRATOR, EVERY_AUDIENCE),
        (Role.AUDITOR, EVERY_AUDIENCE),
        (Role.ASSESSOR, NOTHING),
        (Role.REFUGE_OFFICER, NOTHING),
    ],
)
def test_readable_audiences_of_a_role(role: str, audiences: frozenset[str]) -> None:
    application = ApplicationFactory(submitted=True)

    assert readable_audiences(member(application.authority, role), application) == audiences


def test_readable_audiences_of_the_applicant_and_who_takes_part() -> None:
    draft = ApplicationFactory()
    person = taking_part(draft).accepted_by

    assert readable_audiences(draft.applicant, draft) == EVERY_AUDIENCE
    assert readable_audiences(person, draft) == EVERY_AUDIENCE


def test_readable_audiences_of_a_draft_are_the_applicant_s_alone() -> None:
    draft = ApplicationFactory()

    assert readable_audiences(member(draft.authority), draft) == NOTHING


def test_readable_audiences_of_another_authority_that_pays() -> None:
    application = ApplicationFactory(submitted=True)
    funder, stranger = AuthorityFactory(), AuthorityFactory()
    CallFunderFactory(call=application.call, organisation=funder.organisation)

    assert readable_audiences(member(funder), application) == EVERY_AUDIENCE
    assert readable_audiences(assessor_of(application, funder), application) == ASSESSED
    assert readable_audiences(member(stranger), application) == NOTHING


@pytest.mark.parametrize(
    ("status", "audiences"),
    [(ApplicationStatus.APPROVED, PUBLISHED), (ApplicationStatus.SUBMITTED, NOTHING)],
)
def test_readable_audiences_of_everybody(status: str, audiences: frozenset[str]) -> None:
    application = ApplicationFactory(submitted=True, status=status)

    assert readable_audiences(AnonymousUser(), application) == audiences
    assert readable_audiences(UserFactory(), application) == audiences


def test_content_for_an_assessor_leaves_out_what_is_not_for_them() -> None:
    application = ApplicationFactory(submitted=True, content=content(*Audience.values))

    assert codes(assessor_of(application), application) == ["public", "ordinary"]
    assert codes(member(application.authority), application) == Audience.values


def test_content_for_an_assessor_is_as_narrow_as_the_question_is_now() -> None:
    application = ApplicationFactory(submitted=True, content=content("ordinary", "public"))
    QuestionFactory(call=application.call, code="ordinary", audience=Audience.NOT_ASSESSORS)

    assert codes(assessor_of(application), application) == ["public"]


def test_files_for_an_assessor_leaves_out_what_is_personal() -> None:
    application = ApplicationFactory()
    for audience in (Audience.ORDINARY, Audience.PERSONAL):
        question = QuestionFactory(call=application.call, kind=QuestionKind.FILE, audience=audience)
        attachments.add(
            application,
            question,
            filename=f"{audience}.txt",
            content=b"text",
            media_type="text/plain",
            by=application.applicant,
        )
    assessor, officer = assessor_of(application), member(application.authority)
    application.status = ApplicationStatus.SUBMITTED

    assert [file.filename for file in readers.files_for(assessor, application)] == ["ordinary.txt"]
    assert len(readers.files_for(officer, application)) == 2


def test_an_assessor_opens_no_page_and_no_file_with_all_answers(client: Client) -> None:
    application = ApplicationFactory()
    question = QuestionFactory(call=application.call, kind=QuestionKind.FILE, audience=Audience.PERSONAL)
    attachments.add(
        application,
        question,
        filename="cv.txt",
        content=b"text",
        media_type="text/plain",
        by=application.applicant,
    )
    handed_in = ApplicationFactory(submitted=True, call=application.call)
    Document.objects.update(object_id=handed_in.pk)
    client.force_login(member(application.authority, Role.ASSESSOR))

    addresses = [
        Document.objects.get().get_absolute_url(),
        reverse("grants:officer:application_detail", args=[handed_in.reference]),
        reverse("grants:officer:application_submission", args=[handed_in.reference, 1]),
    ]

    assert [client.get(address).status_code for address in addresses] == [404, 403, 403]
