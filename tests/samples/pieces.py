"""What addresses are asked with, for each kind of record: its own key, and those of what it belongs to."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.db import models

from grants.enums import ApplicationStatus
from grants.models import (
    Application,
    Assignment,
    Award,
    Call,
    CompletionRequest,
    DelegationOrder,
    DisclosureItem,
    DisclosureRequest,
    Meeting,
    Participant,
    Redaction,
)
from partnerships.models import (
    Partnership,
)
from portal.accounts.models import User
from portal.core import documents
from portal.core.enums import DocumentKind
from tests.factories.deciding import (
    AppealFactory,
    DecisionConditionFactory,
    DecisionLetterFactory,
    FunderDecisionFactory,
    joint_call,
)
from tests.factories.grants import ApplicationFactory, AwardFactory, DecisionFactory, QuestionFactory
from tests.factories.meetings import MeetingFactory
from tests.factories.money import PaymentFactory, planned

if TYPE_CHECKING:
    from tests.samples.world import World


def open_section(world: World) -> dict[str, Any]:
    """Return the arguments of the first page of the applicant's draft, with a question on it."""
    draft = world[Application]
    QuestionFactory(call=draft.call)
    return {"reference": draft.reference, "number": 1}


def completion(world: World) -> dict[str, Any]:
    """Return the arguments of a request for completion of a case."""
    request = world[CompletionRequest]
    return {"reference": request.application.reference, "pk": request.pk}


def person(world: World) -> dict[str, Any]:
    """Return the arguments of somebody who takes part in the applicant's draft."""
    return {"reference": world[Application].reference, "pk": world[Participant].pk}


def under(owner: type[models.Model], model: type[models.Model], **more: str) -> Callable[[World], Any]:
    """Return the arguments of a record on the page of another: /office/agreements/skane/articles/7/."""
    return lambda world: {"slug": world[owner].slug, "pk": world[model].pk, **more}


def part(owner: type[models.Model], part: str, model: type[models.Model]) -> Callable[[World], Any]:
    """Return the arguments of one part of a record: /office/networks/aer/groups/7/."""
    return lambda world: {"slug": world[owner].slug, "part": part, "pk": world[model].pk}


def parts_of(owner: type[models.Model], part: str) -> Callable[[World], Any]:
    """Return the arguments of all parts of one kind of a record: /office/networks/aer/groups/add/."""
    return lambda world: {"slug": world[owner].slug, "part": part}


def paper(world: World) -> dict[str, Any]:
    """Return the arguments of a document that somebody handed in to the world's partnership."""
    paper = documents.store(
        world[Partnership],
        kind=DocumentKind.MINUTES,
        title="Minutes",
        filename="minutes.txt",
        content=b"Minutes",
        media_type="text/plain",
    )
    return {"slug": world[Partnership].slug, "pk": paper.pk}


def assessed_file(world: World) -> dict[str, Any]:
    """Return the arguments of a file that an assessor may read with the application."""
    assignment = world[Assignment]
    question = QuestionFactory(call=assignment.round.call)
    file = documents.store(
        assignment.application,
        kind=DocumentKind.ATTACHMENT,
        title="Letter",
        filename="letter.txt",
        content=b"Letter",
        media_type="text/plain",
        slot=f"{question.pk}:1",
    )
    return {"pk": assignment.pk, "document": file.pk}


def case(world: World) -> dict[str, Any]:
    """Return the arguments of a case that was handed in to the first authority."""
    return {"reference": world.case.reference}


def of_case(part: type[models.Model]) -> Callable[[World], Any]:
    """Return the arguments of a part of a case: /office/applications/T00001/tasks/7/."""
    return lambda world: {"reference": world[part].application.reference, "pk": world[part].pk}


def awarded_case(world: World) -> dict[str, Any]:
    """Return the arguments of a case of the first authority that was granted money."""
    call = world[Call]
    decision = DecisionFactory(application__call=call, decided_by=world[User])
    return {"reference": AwardFactory(decision=decision).decision.application.reference}


def planned_case(world: World) -> dict[str, Any]:
    """Return the arguments of a case of the first authority whose payment plan can be changed."""
    case = awarded_case(world)
    PaymentFactory(award=Award.objects.get(decision__application__reference=case["reference"]))
    return case


def asked(world: World) -> dict[str, Any]:
    """Return the arguments of a request to read documents."""
    return {"pk": world[DisclosureRequest].pk}


def asked_case(world: World) -> dict[str, Any]:
    """Return the arguments of a case whose documents are added to a request."""
    return {**asked(world), **case(world)}


def asked_document(world: World) -> dict[str, Any]:
    """Return the arguments of a document of a request."""
    return {**asked(world), "item": world[DisclosureItem].pk}


def hidden(world: World) -> dict[str, Any]:
    """Return the arguments of something that is hidden in a document of a request."""
    return {**asked_document(world), "redaction": world[Redaction].pk}


def award(world: World) -> dict[str, Any]:
    """Return the arguments of the public page of an award."""
    case = awarded_case(world)
    return {"pk": Award.objects.get(decision__application__reference=case["reference"]).pk}


def of_call(part: type[models.Model]) -> Callable[[World], Any]:
    """Return the arguments of a part of a call: /office/calls/grants-2027/questions/7/."""
    return lambda world: {"slug": world[part].call.slug, "pk": world[part].pk}


def numbered(model: type[models.Model]) -> Callable[[World], Any]:
    """Return the arguments of something that a grant counts: /my/grants/K7QM-3XPA/reports/1/."""
    return lambda world: {
        "reference": world[model].application.reference,
        "number": world[model].number,
    }


def condition(world: World) -> dict[str, Any]:
    """Return the arguments of a condition of a grant of the first authority."""
    return {**case(world), "pk": DecisionConditionFactory(act__application=world.case).pk}


def appeal(step: str) -> Callable[[World], Any]:
    """Return the arguments of a step of an appeal against a decision of the first authority."""

    def arguments_of(world: World) -> dict[str, Any]:
        appeal = AppealFactory(act__application__call=world[Call])
        return {"reference": appeal.application.reference, "pk": appeal.pk, "step": step}

    return arguments_of


def half(world: World) -> dict[str, Any]:
    """Return the arguments of the first authority's half of a joint case."""
    call = joint_call(programme__authority=world.authority)
    case = ApplicationFactory(call=call, submitted=True, status=ApplicationStatus.ELIGIBLE)
    return {"reference": case.reference, "pk": call.funders.first().pk}


def decided_half(world: World) -> dict[str, Any]:
    """Return the arguments of a half that the first authority has decided."""
    here = half(world)
    case = Application.objects.get(reference=here["reference"])
    decided = FunderDecisionFactory(application=case, funder=case.call.funders.get(pk=here["pk"]))
    return {**here, "pk": decided.pk}


def own_letter(world: World) -> dict[str, Any]:
    """Return the arguments of a letter to the applicant."""
    case = ApplicationFactory(
        call=world[Call], submitted=True, applicant=world[User], status=ApplicationStatus.REJECTED
    )
    letter = DecisionLetterFactory(act__application=case)
    return {"reference": case.reference, "number": letter.act.number}


def of_order(part: str, model: type[models.Model] | None = None) -> Callable[[World], Any]:
    """Return the arguments of a part of a delegation order: /office/delegation/3/paragraphs/7/."""
    return lambda world: {
        "pk": world[DelegationOrder].pk,
        "part": part,
        **({"part_pk": world[model].pk} if model is not None else {}),
    }


def of_meeting(part: str = "", model: type[models.Model] | None = None) -> Callable[[World], Any]:
    """Return the arguments of a part of a meeting: /office/meetings/3/members/7/."""
    return lambda world: {
        "pk": world[Meeting].pk,
        **({"part": part} if part else {}),
        **({"part_pk": world[model].pk} if model is not None else {}),
    }


def held_meeting(world: World) -> dict[str, Any]:
    """Return the arguments of a meeting whose minutes are written."""
    return {"pk": MeetingFactory(authority=world.authority, held=True).pk}


def own_grant(world: World) -> Application:
    """Return a case of the world's applicant that was granted, with its plan."""
    known = Application.objects.filter(applicant=world[User], decision__award__payments__isnull=False).first()
    if known is not None:
        return known
    case = ApplicationFactory(
        call=world[Call], submitted=True, applicant=world[User], status="approved", applicant_name="Own"
    )
    planned(decision=DecisionFactory(application=case))
    return case  # type: ignore[return-value]
