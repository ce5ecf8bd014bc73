"""Two hundred calls of sixty questions and forty rules each, and a draft to one of them."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from bench import data
from grants.domain import applications, call_rules, drafts
from grants.enums import CallStatus, Meaning, QuestionKind
from grants.models import (
    Application,
    AssessmentRound,
    AssessorPool,
    Call,
    CallRule,
    Programme,
    Question,
    RoundCriterion,
)
from partnerships.models import Authority
from portal.accounts.models import User

CALLS, QUESTIONS, RULES, SECTIONS = 200, 60, 40, 6
SLUG = "bench-call-"
WORDS = {"en": "What is asked here", "sv": "Vad som frågas här"}
# The forty rules of each call: of the kinds that real calls use most, so that none of them is idle.
RULE_ROWS: tuple[dict[str, Any], ...] = (
    {"kind": "amount_between", "parameters": {"least": "1000", "most": "900000"}},
    {"kind": "share_of_cost", "parameters": {"share": "95"}},
    {"kind": "own_funds", "parameters": {"share": "5"}},
    {"kind": "balanced"},
    {"kind": "cost_types", "parameters": {"categories": ["travel", "fees"]}},
    {"kind": "cost_at_most", "parameters": {"categories": ["travel"], "share": "90"}},
    {"kind": "period_within", "parameters": {"earliest": "2020-01-01", "latest": "2040-12-31"}},
    {"kind": "length_between", "parameters": {"least": 1, "most": 36, "unit": "months"}},
    {"kind": "start_after", "parameters": {"days": 0, "after": "filing"}},
    {"kind": "home_in", "parameters": {"places": ["SE", "DK", "BE-VLG"], "who": "applicant"}},
    {"kind": "partner_count", "parameters": {"least": 1}},
    {"kind": "partner_countries", "parameters": {"least": 1}},
    {"kind": "one_lead", "parameters": {"per_side": False}},
    {
        "kind": "each_partner",
        "rules": [{"kind": "home_in", "parameters": {"places": ["SE", "LT"], "who": "applicant"}}],
    },
    {
        "kind": "any",
        "rules": [
            {"kind": "partner_count", "parameters": {"least": 1, "places": ["LT"]}},
            {"kind": "partner_count", "parameters": {"least": 2, "places": ["SE"]}},
        ],
    },
    {"kind": "destination_abroad"},
    {"kind": "destinations_in", "parameters": {"places": ["LT", "LV", "EE"]}},
    {"kind": "stay_days", "parameters": {"least": 1, "most": 60}},
    {"kind": "applicant_kind", "parameters": {"kinds": ["network"], "excluded": True}},
    {"kind": "written_in", "parameters": {"languages": ["sv", "en"]}},
)


def prepare() -> Application:
    """Build the calls, and return an answered draft of the officer's colleague to one of them."""
    authority = Authority.objects.get(slug=data.AUTHORITY)
    person = User.objects.get(email="artist@applicant.example")
    forget()
    programme = Programme.objects.filter(authority=authority).order_by("pk")[0]
    now = timezone.now()
    calls = Call.objects.bulk_create(
        Call(
            programme=programme,
            authority=authority,
            slug=f"{SLUG}{number}",
            names={"en": f"Call {number}", "sv": f"Utlysning {number}"},
            year=now.year,
            languages=["sv", "en"],
            opens_at=now - timedelta(days=1),
            closes_at=now + timedelta(days=30),
            time_zone=authority.time_zone,
            currency=authority.currency,
            status=CallStatus.PUBLISHED,
        )
        for number in range(CALLS)
    )
    Question.objects.bulk_create(question for call in calls for question in _questions(call))
    for call in calls:
        _add_rules(call)
    return _draft(calls[CALLS // 2], person)


def forget() -> None:
    """Remove the calls with everything that hangs on them."""
    data.remove_applications(Application.objects.filter(call__slug__startswith=SLUG))
    Call.objects.filter(slug__startswith=SLUG).delete()


def one_call(slug: str) -> Call:
    """Return a new call without questions and rules, for cases that are only decided, ranked or paid."""
    authority = Authority.objects.get(slug=data.AUTHORITY)
    now = timezone.now()
    return Call.objects.create(
        programme=Programme.objects.filter(authority=authority).order_by("pk")[0],
        authority=authority,
        slug=slug,
        names={"en": slug},
        year=now.year,
        languages=["sv", "en"],
        opens_at=now - timedelta(days=1),
        closes_at=now + timedelta(days=30),
        time_zone=authority.time_zone,
        currency=authority.currency,
        status=CallStatus.PUBLISHED,
    )


def forget_call(slug: str) -> None:
    """Remove all cases, and such a call with its rounds of assessment."""
    data.forget_cases()
    for found in (
        RoundCriterion.objects.filter(round__call__slug=slug),
        AssessmentRound.objects.filter(call__slug=slug),
        AssessorPool.objects.filter(names={"en": slug}),
        Call.objects.filter(slug=slug),
    ):
        data.remove(found)


def _questions(call: Call) -> list[Question]:
    special = [
        ("title", QuestionKind.SHORT_TEXT, Meaning.TITLE, {}),
        ("requested", QuestionKind.MONEY, Meaning.REQUESTED, {}),
        ("period", QuestionKind.PERIOD, Meaning.PERIOD, {}),
        ("residence", QuestionKind.COUNTRY, Meaning.RESIDENCE, {}),
        ("partners", QuestionKind.PARTNERS, Meaning.PARTNERS, {}),
        ("places", QuestionKind.PLACES, Meaning.PLACES, {}),
        ("budget", QuestionKind.BUDGET, Meaning.BUDGET, {"categories": _categories()}),
    ]
    rest = [(f"text-{number}", QuestionKind.LONG_TEXT, "", {}) for number in range(QUESTIONS - len(special))]
    return [
        Question(
            call=call,
            code=code,
            kind=kind,
            meaning=meaning,
            shape=shape,
            labels=WORDS,
            section={"en": f"Part {place * SECTIONS // QUESTIONS}"},
            required=False,
            position=place,
        )
        for place, (code, kind, meaning, shape) in enumerate([*special, *rest])
    ]


def _categories() -> list[dict[str, Any]]:
    return [{"code": code, "names": {"en": code.title()}} for code in ("travel", "fees")]


def _add_rules(call: Call) -> None:
    for position in range(RULES):
        _add(call, RULE_ROWS[position % len(RULE_ROWS)], None, position)


def _add(call: Call, row: dict[str, Any], parent: CallRule | None, position: int) -> None:
    rule = call_rules.unstored(call, row, parent=parent, position=position)
    rule.save()
    for place, inner in enumerate(row.get("rules", [])):
        _add(call, inner, rule, place)


def answers() -> dict[str, Any]:
    """Return what is typed in the draft: everything that the rules ask for, and a page of text for each question."""
    typed: dict[str, Any] = {f"text-{number}": "Ord " * 200 for number in range(QUESTIONS - 7)}
    return typed | {
        "title": "Körer möts",
        "requested": "90 000",
        "period": ["2039-03-01", "2039-06-30"],
        "residence": "SE",
        "partners": [
            {"name": f"Choir {number}", "country": "LT", "is_lead": "yes" if not number else "no"}
            for number in range(5)
        ],
        "places": [{"country": "LT", "city": "Vilnius", "days": "7"}],
        "budget": [
            {"side": "cost", "what": "Flights", "amount": "60 000", "category": "travel"},
            {"side": "cost", "what": "Fees", "amount": "40 000", "category": "fees"},
            {"side": "income", "what": "Own", "amount": "10 000"},
        ],
    }


def _draft(call: Call, person: User) -> Application:
    application = applications.start(call, by=person, language="sv")
    drafts.save_answers(application, answers(), by=person)
    application.refresh_from_db()
    return application
