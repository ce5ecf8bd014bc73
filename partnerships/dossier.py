"""The chapters of a partnership's dossier that partnerships know: the relation, its agreements, dialogues and documents."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.conf import settings
from django.db.models import Prefetch
from django.utils.formats import date_format
from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from partnerships.enums import FieldBasis
from partnerships.happenings import picture_of, told
from partnerships.models import Agreement, Commitment, DialogueParticipant, FollowUp, Partnership
from partnerships.papers import latest_versions, newest_first, of_relation
from partnerships.pulse import age, pulses
from portal.core.amounts import format_amount
from portal.core.enums import Confidentiality, DocumentKind
from portal.core.models import Document
from portal.core.registry import Chapter, Section, Table

LANGUAGES = dict(settings.CONTENT_LANGUAGES)


def relation(partnership: Partnership, user: Any, confidential: bool) -> Iterator[Chapter]:
    """Yield the chapter on who works with whom, since when, in which fields, and how alive it is."""
    periods = list(partnership.periods.all())
    rows = told(partnership, user)
    picture = picture_of(partnership, periods, rows)
    facts = [
        (_("State"), partnership.get_state_display()),
        (_("Since"), str(partnership.since or _("not known"))),
        (_("Agreements"), str(partnership.agreements.visible_to(user).count())),
        (_("Holder"), str(partnership.holder)),
    ]
    sections = [
        Section(_("Who works with whom"), tables=[_who(partnership)]),
        Section(
            _("Over the years"),
            pictures=[picture] if picture else [],
            tables=[_states(periods)] if periods else [],
        ),
        _fields(partnership),
        _participants(partnership),
        _pulse(partnership, user),
    ]
    if partnership.story:
        sections.insert(1, Section(_("The story"), paragraphs=_paragraphs(partnership.story)))
    if partnership.region and partnership.region.profile:
        sections.append(Section(_("The region"), paragraphs=_paragraphs(partnership.region.profile)))
    lead = str(partnership.summary) or _("The relation between %(authority)s and %(partner)s.") % {
        "authority": partnership.authority,
        "partner": partnership.counterpart or partnership.region,
    }
    yield Chapter(_("The relation"), lead, facts, sections)


def _who(partnership: Partnership) -> Table:
    rows = [
        (_("Authority"), partnership.authority),
        (_("Holder"), partnership.holder),
        (_("Responsible officer"), partnership.officer),
        (_("Partner region"), partnership.region),
        (_("Counterpart"), partnership.counterpart),
        (_("Formalised"), partnership.formalised),
        (_("Circle"), partnership.get_tier_display()),
    ]
    return Table(
        _("Who works with whom"), [_("What"), _("Value")], [[label, _text(value)] for label, value in rows]
    )


def _states(periods: Sequence[Any]) -> Table:
    rows = [
        [one.get_state_display(), _text(one.period) or _("date not known"), str(one.note)] for one in periods
    ]
    return Table(_("States"), [_("State"), _("When"), _("Note")], rows)


def _fields(partnership: Partnership) -> Section:
    """Return the fields agreed, active and in talks, a row for each field (A24)."""
    named: dict[str, dict[str, str]] = {}
    for link in partnership.field_links.select_related("field"):
        mainly = _("yes, mainly") if link.mainly else _("yes")
        named.setdefault(str(link.field), {})[link.basis] = mainly
    bases = [FieldBasis.AGREED, FieldBasis.ACTIVE, FieldBasis.EXPLORED]
    rows = [[field, *(said.get(basis, "") for basis in bases)] for field, said in named.items()]
    title = _("Fields of art: agreed, active, in talks")
    if not rows:
        return Section(title, paragraphs=[_("No field has been named.")])
    note = _("The source says that there are more.") if partnership.fields_incomplete else ""
    columns = [_("Field of art"), *(str(basis.label) for basis in bases)]
    return Section(title, tables=[Table(title, columns, rows, note)])


def _participants(partnership: Partnership) -> Section:
    title = _("Who takes part, or has")
    rows = [
        [str(one.organisation), one.organisation.get_kind_display(), one.get_engagement_display()]
        for one in partnership.participants.select_related("organisation")
    ]
    more = _("There are more, who are not listed.") if partnership.participants_incomplete else ""
    if not rows:
        return Section(title, paragraphs=[more or _("Nobody is listed.")])
    columns = [_("Organisation"), _("Kind"), _("Engagement")]
    return Section(title, tables=[Table(title, columns, rows, more)])


def _pulse(partnership: Partnership, user: Any) -> Section:
    today = localdate()
    pulse = pulses([partnership], user, today)[0]
    rows = []
    for kind, signal in pulse.signals:
        ago = (
            age(signal.day, today)
            if signal and signal.day and not signal.goes_on and signal.day < today
            else ""
        )
        rows.append([str(kind.label), signal.text if signal else "", signal.when if signal else "", ago])
    columns = [_("Sign"), _("What"), _("When"), _("Age")]
    title = _("Its pulse on the day of the dossier")
    return Section(title, tables=[Table(title, columns, rows)])


def agreements(partnership: Partnership, user: Any, confidential: bool) -> Iterator[Chapter]:
    """Yield the chapter on the agreements: parties, text article by article, versions, commitments."""
    rows = list(
        partnership.agreements.visible_to(user)
        .prefetch_related(
            "parties__organisation",
            "articles",
            "text_versions",
            Prefetch("commitments", Commitment.objects.select_related("owner", "article")),
        )
        .order_by("valid_from_earliest", "pk")
    )
    if not rows:
        yield Chapter(_("Agreements"), _("There is no agreement. A partnership can do without."))
        return
    lead = ngettext("%(number)d agreement.", "%(number)d agreements.", len(rows)) % {"number": len(rows)}
    yield Chapter(_("Agreements"), lead, sections=[section for row in rows for section in _agreement(row)])


def _agreement(agreement: Agreement) -> Iterator[Section]:
    facts = [agreement.get_kind_display(), agreement.get_status_display().lower(), agreement.validity]
    if agreement.reference:
        facts.append(_("diary number %(number)s") % {"number": agreement.reference})
    parties = [
        [str(party), party.get_role_display(), _text(party.signed), party.signatory]
        for party in agreement.parties.all()
    ]
    tables = []
    if parties:
        columns = [_("Party"), _("Role"), _("Signed"), _("Signed by")]
        tables.append(Table(_("Parties"), columns, parties))
    versions = [
        [
            one.number,
            one.get_reason_display(),
            date_format(localtime(one.created_at), "SHORT_DATE_FORMAT"),
            one.note,
        ]
        for one in agreement.text_versions.all()
    ]
    if versions:
        tables.append(
            Table(_("Versions of the text"), [_("Version"), _("Reason"), _("Kept"), _("Note")], versions)
        )
    commitments = [_commitment(one) for one in agreement.commitments.all()]
    if commitments:
        columns = [_("What"), _("Who"), _("How many"), _("By when"), _("Estimated cost"), _("State")]
        tables.append(Table(_("Commitments"), columns, commitments))
    summary = _paragraphs(agreement.summary) if agreement.summary else []
    yield Section(str(agreement), paragraphs=[", ".join(facts) + ".", *summary], tables=tables)
    articles = [
        text for article in agreement.articles.all() for text in (str(article), *_paragraphs(article.texts))
    ]
    if articles:
        yield Section(_("The text of %(agreement)s") % {"agreement": agreement}, paragraphs=articles)


def _commitment(one: Commitment) -> list[str]:
    cost = format_amount(one.estimated_cost, one.currency) if one.estimated_cost is not None else ""
    who = _("both sides") if one.mutual else _text(one.owner)
    return [str(one.what), who, _text(one.quantity), _text(one.due), cost, one.get_status_display()]


def dialogues(partnership: Partnership, user: Any, confidential: bool) -> Iterator[Chapter]:
    """Yield the chapter on the dialogues: who took part, what was agreed, what was left to do."""
    rows = list(
        partnership.dialogues.prefetch_related(
            Prefetch(
                "participants",
                DialogueParticipant.objects.visible_to(user).select_related("organisation"),
                to_attr="seen_participants",
            )
        )
    )
    if not rows:
        yield Chapter(_("Dialogues"), _("No dialogue has been entered."))
        return
    sections = []
    for dialogue in rows:
        how = [
            _text(dialogue.held) or _("date not known"),
            dialogue.get_level_display(),
            dialogue.get_mode_display(),
        ]
        who = ", ".join(str(one) for one in dialogue.seen_participants)
        paragraphs = [", ".join(part for part in how if part) + "."]
        if who:
            paragraphs.append(_("Took part: %(people)s.") % {"people": who})
        paragraphs += _paragraphs(dialogue.agreed) if dialogue.agreed else []
        sections.append(Section(str(dialogue), paragraphs=paragraphs))
    follow_ups = [
        _follow_up(row) for row in FollowUp.objects.visible_to(user).of_partnership(partnership).for_list()
    ]
    if follow_ups:
        columns = [_("What is to be done"), _("Who"), _("By when"), _("Status")]
        title = _("Follow-ups")
        sections.append(Section(title, tables=[Table(title, columns, follow_ups)]))
    lead = ngettext("%(number)d dialogue.", "%(number)d dialogues.", len(rows)) % {"number": len(rows)}
    yield Chapter(_("Dialogues"), lead, sections=sections)


def _follow_up(row: FollowUp) -> list[str]:
    who = ", ".join(str(one) for one in (row.responsible, row.organisation) if one)
    done = ""
    if row.done_at is not None:
        done = _("done %(day)s") % {"day": date_format(localtime(row.done_at), "SHORT_DATE_FORMAT")}
    return [row.what, who, _text(row.due), done or _("open")]


def documents(partnership: Partnership, user: Any, confidential: bool) -> Iterator[Chapter]:
    """Yield the chapter that lists the documents; confidential ones only where they are asked for and may be read."""
    found = newest_first(latest_versions(of_relation(Document.objects.visible_to(user), partnership)))
    if not confidential:
        found = found.exclude(confidentiality=Confidentiality.RESTRICTED)
    rows = [_document(row) for row in found.exclude(kind=DocumentKind.DOSSIER)]
    if not rows:
        yield Chapter(_("Documents"), _("No document has been added."))
        return
    columns = [_("Title"), _("Kind"), _("Language"), _("Date"), _("Version"), _("Who may read it")]
    note = "" if confidential else _("Confidential documents are not listed in this dossier.")
    lead = ngettext("%(number)d document.", "%(number)d documents.", len(rows)) % {"number": len(rows)}
    title = _("List of documents")
    yield Chapter(_("Documents"), lead, sections=[Section(title, tables=[Table(title, columns, rows, note)])])


def _document(row: Document) -> list[Any]:
    readers = row.get_confidentiality_display()
    if row.ground:
        readers = f"{readers}: {row.ground}"
    language = str(LANGUAGES.get(row.language, ""))
    return [row.title, row.get_kind_display(), language, _text(row.dated), row.version, readers]


def _text(value: Any) -> str:
    return "" if value is None else str(value)


def _paragraphs(text: Any) -> list[str]:
    return [part for part in str(text).replace("\r\n", "\n").split("\n") if part.strip()]
