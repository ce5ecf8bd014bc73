"""A work programme executes an agreement of its own partnership; its lines keep their order."""

import pytest

from partnerships.domain import programmes
from partnerships.models import WorkProgrammeLine
from portal.core.errors import DomainError, NotAllowed
from portal.core.uncertain import UncertainNumber
from tests.factories.accounts import member
from tests.factories.commitments import WorkProgrammeFactory, WorkProgrammeLineFactory
from tests.factories.partnerships import AgreementFactory, PartnershipFactory

pytestmark = pytest.mark.django_db


def test_create_takes_authority_and_partnership_from_the_agreement() -> None:
    agreement = AgreementFactory()

    made = programmes.create(
        {"names": {"en": "Plan"}, "agreement": agreement}, by=member(agreement.partnership.authority)
    )

    assert (made.authority, made.partnership) == (agreement.partnership.authority, agreement.partnership)


def test_create_needs_something_to_belong_to() -> None:
    with pytest.raises(DomainError) as error:
        programmes.create({"names": {"en": "Plan"}}, by=None)

    assert list(error.value.message_dict) == ["partnership"]


def test_create_refuses_another_partnerships_agreement_and_another_authoritys_people() -> None:
    agreement, partnership = AgreementFactory(), PartnershipFactory()

    with pytest.raises(DomainError) as error:
        programmes.create(
            {"names": {"en": "Plan"}, "agreement": agreement, "partnership": partnership}, by=None
        )
    with pytest.raises(NotAllowed):
        programmes.create(
            {"names": {"en": "Plan"}, "partnership": partnership}, by=member(agreement.partnership.authority)
        )

    assert error.value.message_dict == {"agreement": ["This agreement belongs to another partnership."]}


def test_lines_say_two_lecturers_a_year_for_seven_days_and_stay_in_order() -> None:
    programme = WorkProgrammeFactory()
    for words in ("Lecturers", "Choirs"):
        programmes.add_line(
            WorkProgrammeLine(work_programme=programme),
            {
                "what": {"en": words},
                "count": UncertainNumber.exactly(2),
                "unit": "persons",
                "rhythm": "yearly",
                "duration_days": UncertainNumber.exactly(7),
            },
            by=None,
        )

    lines = [
        (str(one), one.position, str(one.count), one.unit, one.rhythm, str(one.duration_days))
        for one in programme.lines.all()
    ]
    assert lines == [
        ("Lecturers", 0, "2", "persons", "yearly", "7"),
        ("Choirs", 1, "2", "persons", "yearly", "7"),
    ]


def test_lines_and_plans_are_edited_and_removed() -> None:
    line = WorkProgrammeLineFactory()

    programmes.edit_line(line, {"what": {"en": "Readers"}}, version=None, by=None)
    programmes.edit(line.work_programme, {"names": {"en": "Plan B"}}, version=1, by=None)
    line.refresh_from_db()
    assert (str(line), str(line.work_programme)) == ("Readers", "Plan B")
    programmes.remove_line(line, version=None, by=None)
    programmes.remove(line.work_programme, version=None, by=None)

    assert WorkProgrammeLine.objects.count() == 0
