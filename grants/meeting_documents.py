"""The papers of a meeting as PDFs: the committee pack, whole and per item, and the minutes with the portal's seal."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from grants.enums.meetings import ItemKind, MemberRole, PaperKind
from grants.models import AgendaCase, AgendaItem, Call, CallSpending, DecisionBasis, Meeting, MeetingPaper
from portal.core import documents
from portal.core.amounts import format_amount, format_number
from portal.core.enums import DocumentKind
from portal.core.models import Document
from portal.core.moments import say_day, say_moment
from portal.core.pdf import LETTER, REPORT, Column, Table, render_pdf
from portal.core.pdf.seal import seal

# Called with the steps done, the steps in all, and what comes next.
Tell = Callable[[int, int, str], None]
PDF = "application/pdf"


def make(paper: MeetingPaper, tell: Tell) -> list[Document]:
    """Make and store a paper of a meeting; what is stored already is returned as it is."""
    meeting = Meeting.objects.select_related("authority__organisation", "body", "call_body", "secretary").get(
        pk=paper.meeting_id
    )
    with translation.override(paper.language):
        return _pack(paper, meeting, tell) if paper.kind == PaperKind.PACK else _minutes(paper, meeting, tell)


# --- The pack ------------------------------------------------------------------------------------------------------


def _pack(paper: MeetingPaper, meeting: Meeting, tell: Tell) -> list[Document]:
    """Store the whole pack, then each item of it by itself."""
    items = list(meeting.items.all())
    steps = len(items) + 2
    chapters = []
    for done, item in enumerate(items):
        tell(done, steps, _("Gathering the items"))
        chapters.append(_chapter(item, done + 1))
    made = [_store(paper, meeting, "", _pack_pdf(paper, meeting, chapters))]
    tell(len(items) + 1, steps, _("Setting the pages of each item"))
    for item, chapter in zip(items, chapters, strict=True):
        made.append(_store(paper, meeting, f"item-{item.pk}", _item_pdf(paper, meeting, chapter), item))
    tell(steps, steps, "")
    return made


def _chapter(item: AgendaItem, number: int) -> dict[str, Any]:
    """Return an item as a chapter of the pack: background, its cases with what is proposed, or what is reported."""
    cases = list(AgendaCase.objects.with_case().filter(item=item))
    context = {
        "item": item,
        "cases": [case_lines(case) for case in cases],
        "overview": _overview(cases) if len(cases) > 1 else None,
        "money": money_left(cases),
        "reported": reported_table(item) if item.kind == ItemKind.DELEGATED else None,
    }
    return {
        "ident": f"item-{number}",
        "number": number,
        "title": f"{number}. {item.title}",
        "lead": "",
        "sections": [],
        "body": render_to_string("pdf/grants/agenda_item.html", context),
        "brief": not cases and item.kind != ItemKind.DELEGATED,
    }


def case_lines(case: AgendaCase) -> dict[str, Any]:
    """Return what the pack says of a case: who applies for what, the score, the proposal, its reasons."""
    application, currency = case.application, case.application.call.currency
    facts = [
        (_("Applicant"), application.applicant_name),
        (_("Diary number"), application.diary_number),
        (_("Call"), str(application.call)),
        (_("Amount applied for"), _money(application.requested, currency)),
    ]
    if case.score is not None:
        place = _("place %(place)s") % {"place": case.place} if case.place else ""
        facts.append((_("Score"), ", ".join(filter(None, [format_number(case.score), place]))))
    facts.append((_("Proposal"), proposal_of(case)))
    return {"title": application.title or application.reference, "facts": facts, "case": case}


def proposal_of(case: AgendaCase) -> str:
    """Return what is proposed for a case, with the amount of an approval."""
    return _with_amount(case.get_proposed_display(), case.proposed_amount, case) or _("Left to the meeting")


def result_of(case: AgendaCase) -> str:
    """Return what was decided of a case, with the amount of an approval."""
    return _with_amount(case.get_result_display(), case.amount, case)


def _with_amount(words: str, amount: Decimal | None, case: AgendaCase) -> str:
    return words if amount is None else f"{words}: {format_amount(amount, case.application.call.currency)}"


def _money(amount: Decimal | None, currency: str) -> str:
    return _("not said") if amount is None else format_amount(amount, currency)


def _overview(cases: list[AgendaCase]) -> Table:
    rows = [
        [
            case.application.title or case.application.reference,
            case.application.applicant_name,
            proposal_of(case),
            _money(case.application.requested, case.application.call.currency),
        ]
        for case in cases
    ]
    columns = [
        Column(_("Project"), share=32),
        Column(_("Applicant"), share=24),
        Column(_("Proposal"), share=24),
        Column(_("Amount applied for"), "number", 20),
    ]
    return Table(_("The cases of this item"), columns, rows)


def money_left(cases: list[AgendaCase]) -> Table | None:
    """Return what each call of the cases has left: before the meeting, proposed, and after it."""
    calls = {case.application.call_id: case.application.call for case in cases}
    rows = []
    for call in calls.values():
        if call.budget is None:
            continue
        spent = _awarded(call)
        proposed = sum(
            (case.proposed_amount or Decimal(0) for case in cases if case.application.call_id == call.pk),
            Decimal(0),
        )
        amounts = [call.budget, call.budget - spent, proposed, call.budget - spent - proposed]
        rows.append([str(call), *(format_amount(one, call.currency) for one in amounts)])
    if not rows:
        return None
    columns = [
        Column(_("Call"), share=28),
        *(
            Column(label, "number", 18)
            for label in (_("Budget"), _("Left"), _("Proposed here"), _("Left afterwards"))
        ),
    ]
    return Table(_("Money of the call"), columns, rows)


def _awarded(call: Call) -> Decimal:
    spent = CallSpending.objects.filter(call=call).values_list("spent", flat=True).first()
    return Decimal(0) if spent is None else spent


def reported_of(item: AgendaItem) -> list[DecisionBasis]:
    """Return what an item reports: what its minutes say, once they are adjusted, and before that what is to report."""
    found = DecisionBasis.objects.for_report()
    if item.paragraph is not None:
        return list(found.filter(reported__item=item))
    return list(found.to_report(item.meeting))


def reported_table(item: AgendaItem) -> Table:
    """Return the delegated decisions of an item as a table."""
    columns = [
        Column(pgettext("case file", "Decided"), share=16),
        Column(_("Case"), share=34),
        Column(_("Decision"), share=26),
        Column(_("By"), share=24),
    ]
    rows = [reported_row(basis, item.meeting.authority.time_zone) for basis in reported_of(item)]
    note = "" if rows else _("Nothing was decided by delegation since the last meeting.")
    return Table(_("Delegated decisions since the last meeting"), columns, rows, note=note)


def reported_row(basis: DecisionBasis, zone: str) -> list[str]:
    """Return a delegated decision as the cells of a row."""
    act, application = basis.act, basis.act.application
    words = act.get_outcome_display()
    if act.amount is not None:
        words = f"{words}: {format_amount(act.amount, application.call.currency)}"
    paragraph = basis.delegation.paragraph if basis.delegation is not None else ""
    return [
        say_day(basis.decided_at, zone),
        f"{application.diary_number} {application.title}".strip(),
        words,
        f"{basis.decided_by}, {paragraph}",
    ]


def _pack_pdf(paper: MeetingPaper, meeting: Meeting, chapters: list[dict[str, Any]]) -> bytes:
    context = {
        "report": {
            "title": _("Agenda"),
            "subtitle": f"{meeting}, {_moment(meeting)}",
            "issuer": str(meeting.authority),
            "summary": ", ".join(filter(None, [meeting.get_mode_display(), meeting.place])),
            "edition": _("Version %(version)d, made on %(day)s")
            % {"version": paper.version, "day": say_day(timezone.now(), meeting.authority.time_zone)},
        },
        "members": members_table(meeting),
        "chapters": chapters,
    }
    return _render("pdf/grants/committee_pack.html", context, paper, meeting, title_of(paper, meeting))


def _item_pdf(paper: MeetingPaper, meeting: Meeting, chapter: dict[str, Any]) -> bytes:
    context = {"chapters": [{**chapter, "lead": f"{meeting}, {_moment(meeting)}"}]}
    return _render("pdf/grants/agenda_paper.html", context, paper, meeting, chapter["title"])


def members_table(meeting: Meeting) -> Table:
    """Return who belongs to the meeting, with what the minutes say of them."""
    rows = [[one.name, one.get_role_display()] for one in meeting.members.all()]
    return Table(_("Called to the meeting"), [Column(_("Name"), share=60), Column(_("As"), share=40)], rows)


# --- The minutes ---------------------------------------------------------------------------------------------------


def _minutes(paper: MeetingPaper, meeting: Meeting, tell: Tell) -> list[Document]:
    tell(0, 2, _("Gathering the items"))
    items = [_minuted(item) for item in meeting.items.prefetch_related("disqualifications__member")]
    context = {
        "authority": str(meeting.authority),
        "sender": {"name": str(meeting.authority), "unit": str(meeting)},
        "heading": _("Minutes of %(body)s") % {"body": meeting},
        "date": _moment(meeting),
        "facts": _attendance(meeting),
        "items": items,
        "adjusted": [
            (one.member.name, say_day(one.adjusted_at, meeting.authority.time_zone))
            for one in meeting.adjusters.select_related("member")
            if one.adjusted_at is not None
        ],
    }
    content = _render(
        "pdf/grants/minutes.html", context, paper, meeting, title_of(paper, meeting), letter=True
    )
    tell(1, 2, _("Sealing the minutes"))
    made = _store(paper, meeting, "", seal(content, name=str(meeting.authority)))
    tell(2, 2, "")
    return [made]


def _minuted(item: AgendaItem) -> dict[str, Any]:
    cases = [
        {**case_lines(case), "result": result_of(case)}
        for case in AgendaCase.objects.with_case().filter(item=item)
    ]
    return {
        "item": item,
        "cases": cases,
        "votes": votes_of(item),
        "gone": item.disqualifications.all(),
        "reported": reported_table(item) if item.kind == ItemKind.DELEGATED else None,
    }


def votes_of(item: AgendaItem) -> str:
    """Return the votes on an item in words; nothing where none were counted."""
    counted = [
        (_("%(count)s for"), item.votes_for),
        (_("%(count)s against"), item.votes_against),
        (_("%(count)s abstained"), item.abstained),
    ]
    return ", ".join(words % {"count": count} for words, count in counted if count is not None)


def _attendance(meeting: Meeting) -> list[tuple[str, str]]:
    """Return who was there, as what, and who was not."""
    members = list(meeting.members.select_related("replaces"))
    there = [
        _("%(name)s for %(other)s") % {"name": one.name, "other": one.replaces} if one.replaces else one.name
        for one in members
        if one.attended and one.role in {MemberRole.CHAIR, MemberRole.MEMBER, MemberRole.SUBSTITUTE}
    ]
    others = [
        f"{one.name} ({one.get_role_display()})"
        for one in members
        if one.attended and one.role in {MemberRole.SECRETARY, MemberRole.OTHER}
    ]
    absent = [one.name for one in members if not one.attended]
    facts = [
        (_("Place"), ", ".join(filter(None, [meeting.get_mode_display(), meeting.place]))),
        (_("Present"), ", ".join(there)),
        (_("Others present"), ", ".join(others)),
        (_("Absent"), ", ".join(absent)),
    ]
    return [fact for fact in facts if fact[1]]


# --- What both have ------------------------------------------------------------------------------------------------


def title_of(paper: MeetingPaper, meeting: Meeting) -> str:
    """Return the title of a paper in the active language."""
    words = _("Minutes") if paper.kind == PaperKind.MINUTES else _("Committee pack")
    return f"{words}: {meeting}, {say_day(meeting.starts_at, meeting.authority.time_zone)}"


def _moment(meeting: Meeting) -> str:
    return say_moment(meeting.starts_at, meeting.authority.time_zone)


def _render(
    template: str,
    context: dict[str, Any],
    paper: MeetingPaper,
    meeting: Meeting,
    title: str,
    *,
    letter: bool = False,
) -> bytes:
    return render_pdf(
        template,
        context,
        language=paper.language,
        title=title,
        author=str(meeting.authority),
        created=paper.created_at,
        stylesheets=LETTER if letter else REPORT,
    )


def _store(
    paper: MeetingPaper, meeting: Meeting, slot: str, content: bytes, item: AgendaItem | None = None
) -> Document:
    title = title_of(paper, meeting) if item is None else str(item)
    day = timezone.localtime(meeting.starts_at).date().isoformat()
    ending = f"-{slot}" if slot else ""
    return documents.store(
        paper,
        kind=DocumentKind.MINUTES if paper.kind == PaperKind.MINUTES else DocumentKind.COMMITTEE_PACK,
        title=title[:300],
        filename=f"{paper.kind}-{day}-v{paper.version}{ending}.pdf",
        content=content,
        media_type=PDF,
        language=paper.language,
        version=paper.version,
        slot=slot,
        by=paper.created_by,
    )
