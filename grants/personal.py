"""What grants hold about a person: what they applied for, took part in and were granted, with the files."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from grants.models import (
    Appeal,
    Application,
    Award,
    BankAccount,
    CaseEntry,
    CaseParty,
    ChangeRequest,
    DecisionAct,
    Nomination,
    Participant,
    Payment,
    RegisterEntry,
    Report,
    ReportSubmission,
    Signature,
    Submission,
)
from portal.core.models import Document
from portal.core.personal_data import PersonalPart, acts_of, plain, register_personal_data

SECRET = frozenset({"token_digest", "search_text", "applicant_sort"})


def register() -> None:
    """Register once, from ``AppConfig.ready()``."""
    register_personal_data(cases, position=20)
    register_personal_data(elsewhere, position=30)
    register_personal_data(acts_of("grants"), position=90)


def cases(user: Any) -> Iterator[PersonalPart]:
    """Yield the person's own applications and what became of them, as far as they have been told."""
    own = Application.objects.filter(applicant=user)
    keys = list(own.values_list("pk", flat=True))
    acts = DecisionAct.objects.visible_to(user).filter(application__in=keys)
    told = Award.objects.filter(decision__application__in=list(acts.values_list("application", flat=True)))
    rows: list[tuple[str, str, Any]] = [
        ("applications", _("Your applications"), own),
        ("submissions", _("What you have handed in"), Submission.objects.filter(application__in=keys)),
        ("entries", _("Messages and supplements"), CaseEntry.objects.filter(application__in=keys)),
        ("decisions", _("Decisions"), acts),
        ("appeals", _("Your appeals"), Appeal.objects.filter(application__in=keys)),
        ("awards", _("Your grants"), told),
        ("payments", _("Payments to you"), Payment.objects.filter(award__in=told)),
        ("reports", _("Your reports"), Report.objects.filter(application__in=keys)),
        (
            "report_submissions",
            _("Reports as you handed them in"),
            ReportSubmission.objects.filter(report__application__in=keys),
        ),
        ("changes", _("Changes you have asked for"), ChangeRequest.objects.filter(application__in=keys)),
        ("accounts", _("Accounts that you are paid to"), BankAccount.objects.filter(award__in=told)),
    ]
    for key, title, found in rows:
        yield PersonalPart(key, title, [plain(row, without=SECRET) for row in found.order_by("pk")])
    # What the register says of a case is told as far as it is about the applicant: what came in and what went out.
    entries = RegisterEntry.objects.filter(application__in=keys).exclude(direction="drawn_up")
    yield PersonalPart(
        "register",
        _("What came in and went out in your cases"),
        [plain(row, without=frozenset({"by"})) for row in entries.order_by("pk")],
    )
    files = list(Document.objects.visible_of(user, *own).order_by("pk"))
    yield PersonalPart("files", _("Files of your applications"), [], files)


def elsewhere(user: Any) -> Iterator[PersonalPart]:
    """Yield where the person stands in the cases of others: found by account and by address."""
    mine = Q(accepted_by=user) | Q(email__iexact=user.email)
    parties = CaseParty.objects.filter(email__iexact=user.email).exclude(application__applicant=user)
    for key, title, found in (
        ("participations", _("Applications you take part in"), Participant.objects.filter(mine)),
        ("nominations", _("Nominations of you"), Nomination.objects.filter(mine)),
        ("signatures", _("What you have signed"), Signature.objects.filter(signed_by=user)),
        ("parties", _("Cases to which you are a party"), parties),
    ):
        yield PersonalPart(key, title, [plain(row, without=SECRET) for row in found.order_by("pk")])
