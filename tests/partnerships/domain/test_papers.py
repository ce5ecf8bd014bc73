"""Documents of a relation: who reads which, versions, descriptions, and what is refused."""

from typing import Any

import pghistory
import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from partnerships.domain import papers
from partnerships.enums import AgreementStatus
from partnerships.papers import latest_versions, of_relation
from portal.accounts.enums import Role
from portal.core.enums import Confidentiality, DocumentKind
from portal.core.errors import DomainError, NotAllowed
from portal.core.files import ALL_KINDS, CheckedFile, check_upload
from portal.core.models import Document
from portal.core.uncertain import UncertainDate
from tests.factories.accounts import UserFactory, member
from tests.factories.partnerships import (
    AgreementFactory,
    AuthorityFactory,
    DialogueFactory,
    PartnershipFactory,
)

pytestmark = pytest.mark.django_db
READING = {"officer", "administrator", "decision_maker", "auditor"}
EDITING = {"officer", "administrator"}
EVERYBODY = {"visitor", "applicant", "superuser", "officer elsewhere", *Role.values}


def upload(text: str = "Minutes") -> CheckedFile:
    file = SimpleUploadedFile("minutes.txt", text.encode())
    return check_upload(file, allowed=ALL_KINDS, max_bytes=1000)


def add(subject: Any, by: Any, **values: Any) -> Document:
    given = {"kind": DocumentKind.MINUTES, "title": "Minutes", "confidentiality": Confidentiality.INTERNAL}
    return papers.add(subject, by=by, file=upload(), **{**given, **values})


@pytest.mark.parametrize("subject", ["partnership", "signed agreement", "draft agreement", "dialogue"])
def test_documents_are_served_to_those_who_may_read_them_only(client: Client, subject: str) -> None:
    partnership = PartnershipFactory()
    records = {
        "partnership": lambda: partnership,
        "signed agreement": lambda: AgreementFactory(partnership=partnership, status=AgreementStatus.SIGNED),
        "draft agreement": lambda: AgreementFactory(partnership=partnership),
        "dialogue": lambda: DialogueFactory(partnership=partnership),
    }
    record, officer = records[subject](), member(partnership.authority)
    stored = {
        level: add(record, officer, title=level, confidentiality=level, ground="Promised to the partner")
        for level in Confidentiality.values
    }
    people = {
        "visitor": None,
        "applicant": UserFactory(),
        "superuser": UserFactory(is_staff=True, is_superuser=True),
        "officer elsewhere": member(AuthorityFactory()),
        **{role: member(partnership.authority, role) for role in Role.values},
    }

    served: dict[str, set[str]] = {level: set() for level in stored}
    for kind, person in people.items():
        client.logout()
        if person is not None:
            client.force_login(person)
        for level, document in stored.items():
            answer = client.get(document.get_absolute_url())
            if answer.status_code == 200:
                assert b"".join(answer.streaming_content) == b"Minutes"  # type: ignore[attr-defined]
                served[level].add(kind)
            else:
                assert answer.status_code == 404

    everybody = READING if subject == "draft agreement" else EVERYBODY
    assert served == {"public": everybody, "internal": READING, "restricted": EDITING}


def test_confidential_without_a_ground_is_refused_and_nothing_is_stored() -> None:
    partnership = PartnershipFactory()

    with pytest.raises(DomainError) as refusal:
        add(
            partnership, member(partnership.authority), confidentiality=Confidentiality.RESTRICTED, ground=" "
        )

    assert list(refusal.value.message_dict) == ["ground"]
    assert Document.objects.count() == 0


def test_the_same_title_again_and_a_replacement_are_next_versions_and_older_ones_stay() -> None:
    partnership = PartnershipFactory()
    officer = member(partnership.authority)
    first = add(partnership, officer, dated=UncertainDate("2014"))

    second = add(partnership, officer)
    third = papers.replace(first, file=upload("Newer"), by=officer, dated=UncertainDate("2015"))
    other = add(partnership, officer, title="Minutes!")

    series = Document.objects.of(partnership)
    assert [(one.version, one.slot) for one in (first, second, third, other)] == [
        (1, "minutes"), (2, "minutes"), (3, "minutes"), (1, "minutes-2"),
    ]  # fmt: skip
    assert set(latest_versions(series)) == {third, other}
    with first.file.open("rb") as file:
        assert file.read() == b"Minutes"


def test_describe_changes_all_versions_kind_and_one_versions_title() -> None:
    partnership = PartnershipFactory()
    officer = member(partnership.authority)
    first, second = add(partnership, officer), add(partnership, officer)

    papers.describe(
        second, {"kind": DocumentKind.LETTER, "title": "Letter", "language": "ro"}, version=None, by=officer
    )

    first.refresh_from_db()
    second.refresh_from_db()
    assert [(one.kind, one.language, one.title, one.version) for one in (first, second)] == [
        ("letter", "ro", "Minutes", 1), ("letter", "ro", "Letter", 2),
    ]  # fmt: skip


def test_describe_into_another_documents_place_is_refused() -> None:
    partnership = PartnershipFactory()
    officer = member(partnership.authority)
    add(partnership, officer, kind=DocumentKind.LETTER)
    minutes = add(partnership, officer, language="sv")
    Document.objects.filter(pk=minutes.pk).update(slot="minutes")
    minutes.refresh_from_db()

    with pytest.raises(DomainError):
        papers.describe(minutes, {"kind": DocumentKind.LETTER, "language": ""}, version=None, by=officer)


def test_remove_takes_the_file_and_leaves_the_history(django_capture_on_commit_callbacks: Any) -> None:
    partnership = PartnershipFactory()
    officer = member(partnership.authority)
    document = add(partnership, officer)
    storage, name = document.file.storage, document.file.name

    with django_capture_on_commit_callbacks(execute=True):
        papers.remove(document, by=officer)

    events = pghistory.core.event_models(tracks_model=Document)[0]._default_manager.order_by("pgh_id")
    assert (Document.objects.count(), storage.exists(name)) == (0, False)
    assert [(event.pgh_label, event.title) for event in events] == [
        ("insert", "Minutes"),
        ("delete", "Minutes"),
    ]


@pytest.mark.parametrize("step", ["add", "describe", "replace", "remove"])
def test_people_of_other_authorities_and_mere_readers_change_nothing(step: str) -> None:
    partnership = PartnershipFactory()
    document = add(partnership, member(partnership.authority))
    steps: dict[str, Any] = {
        "add": lambda by: add(partnership, by),
        "describe": lambda by: papers.describe(document, {"title": "Mine"}, version=None, by=by),
        "replace": lambda by: papers.replace(document, file=upload(), by=by),
        "remove": lambda by: papers.remove(document, by=by),
    }

    for person in (member(AuthorityFactory()), member(partnership.authority, Role.AUDITOR)):
        with pytest.raises(NotAllowed):
            steps[step](person)

    assert [(one.title, one.version) for one in Document.objects.all()] == [("Minutes", 1)]


def test_documents_of_a_relation_are_its_own_its_agreements_and_its_dialogues() -> None:
    partnership = PartnershipFactory()
    officer = member(partnership.authority)
    own = [
        add(subject, officer)
        for subject in (
            partnership,
            AgreementFactory(partnership=partnership),
            DialogueFactory(partnership=partnership),
        )
    ]
    foreign = PartnershipFactory()
    add(foreign, member(foreign.authority))

    assert set(of_relation(Document.objects.all(), partnership)) == set(own)
    assert list(of_relation(Document.objects.visible_to(AnonymousUser()), partnership)) == []
