"""The documents of a relation, for the office."""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from partnerships.domain import papers
from partnerships.filters.papers import PaperFilter
from partnerships.forms.papers import PaperDescriptionForm, PaperForm, PaperVersionForm
from partnerships.models import Agreement, Dialogue, Partnership
from partnerships.papers import PAPER_KINDS, latest_versions, newest_first, of_relation
from partnerships.permissions import can_edit_partnership
from partnerships.tables.papers import paper_columns
from portal.accounts.enums import EDITING_ROLES, READING_ROLES
from portal.accounts.permissions import reads
from portal.core.access import office
from portal.core.editing import edit_page, remove_page
from portal.core.models import Document
from portal.core.tables import render_table

SHOWN = 8
READ = "documents of partnerships of the user's authorities, as far as their confidentiality lets the user read them"
EDIT = "officers and administrators of the authority that holds the partnership"


@office(*READING_ROLES, rule=READ)
def partnership_papers(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the documents of a relation, of its agreements and of its dialogues."""
    partnership = _read(request, slug)
    rows = newest_first(_documents(request, partnership))
    may_edit = can_edit_partnership(request.user, partnership)
    return render_table(
        request,
        filterset=PaperFilter(request.GET, rows, request=request),
        columns=paper_columns(slug, _names(request, partnership), may_edit),
        template="partnerships/officer/partnership_papers.html",
        title=_("Documents"),
        empty=_("Add the first document: a letter, minutes, a programme, a report."),
        context={"partnership": partnership, "may_edit": may_edit, "page": _page(slug)},
    )


@office(*EDITING_ROLES, rule=EDIT)
def partnership_paper_add(request: HttpRequest, slug: str) -> HttpResponse:
    """Add a document to the partnership, to one of its agreements or to one of its dialogues."""
    partnership = _mine(request, slug)
    subjects = _subjects(request, partnership)

    def save(form: Any) -> Document:
        values = {**form.cleaned_data}
        return papers.add(subjects[values.pop("subject")][0], by=request.user, **values)

    return edit_page(
        request,
        form_class=PaperForm,
        prepare=lambda form: form.offer([(key, words) for key, (_subject, words) in subjects.items()]),
        initial={"subject": request.GET.get("subject", "partnership")},
        save=save,
        title=_("Add a document"),
        submit=_("Add the document"),
        saved=_("The document is added."),
        done=lambda document: _list(slug),
        cancel_url=_list(slug),
        trail=_trail(partnership),
    )


@office(*EDITING_ROLES, rule=EDIT)
def partnership_paper_edit(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Edit what is said of a document."""
    partnership, document = _paper(request, slug, pk)
    return edit_page(
        request,
        record=document,
        form_class=PaperDescriptionForm,
        save=lambda form: papers.describe(
            Document.objects.visible_to(request.user).get(pk=pk),
            form.changes(),
            version=form.cleaned_data["version"],
            by=request.user,
        ),
        title=_("Edit the document"),
        done=lambda saved: _list(slug),
        cancel_url=_list(slug),
        trail=_trail(partnership),
    )


@office(*EDITING_ROLES, rule=EDIT)
def partnership_paper_replace(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Add a newer version of a document."""
    partnership, document = _paper(request, slug, pk)
    return edit_page(
        request,
        form_class=PaperVersionForm,
        save=lambda form: papers.replace(document, by=request.user, **form.cleaned_data),
        title=_("New version of %(title)s") % {"title": document.title},
        submit=_("Add the version"),
        saved=_("The new version is added; the older ones stay."),
        done=lambda saved: _list(slug),
        cancel_url=_list(slug),
        trail=_trail(partnership),
    )


@office(*EDITING_ROLES, rule=EDIT)
def partnership_paper_remove(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Ask, and remove one version of a document with its file."""
    partnership, document = _paper(request, slug, pk)
    return remove_page(
        request,
        remove=lambda: papers.remove(document, by=request.user),
        title=_("Remove this document?"),
        text=format_html(
            "{} {}",
            _("%(title)s, version %(version)d.") % {"title": document.title, "version": document.version},
            _("Its file goes with it and cannot be brought back; that it was here stays in the history."),
        ),
        done_url=_list(slug),
        trail=_trail(partnership),
    )


def shown(partnership: Partnership, user: Any) -> Any:
    """Return the first documents of a relation for its page, each in its latest version."""
    return newest_first(latest_versions(of_relation(Document.objects.visible_to(user), partnership)))[:SHOWN]


def _read(request: HttpRequest, slug: str) -> Partnership:
    mine = Partnership.objects.visible_to(request.user).of_authorities(reads(request.user))
    return get_object_or_404(mine.select_related("authority__organisation"), slug=slug)


def _mine(request: HttpRequest, slug: str) -> Partnership:
    partnership = _read(request, slug)
    if not can_edit_partnership(request.user, partnership):
        raise PermissionDenied
    return partnership


def _paper(request: HttpRequest, slug: str, pk: int) -> tuple[Partnership, Document]:
    """Return a document that people handed in; what the portal made itself is not changed here."""
    partnership = _mine(request, slug)
    document = get_object_or_404(_documents(request, partnership), pk=pk)
    if document.kind not in PAPER_KINDS:
        raise Http404
    return partnership, document


def _documents(request: HttpRequest, partnership: Partnership) -> Any:
    return of_relation(Document.objects.visible_to(request.user), partnership)


def _subjects(request: HttpRequest, partnership: Partnership) -> dict[str, tuple[Any, str]]:
    """Return what a document can belong to: by key the record and its words."""
    subjects: dict[str, tuple[Any, str]] = {
        "partnership": (partnership, _("The partnership %(name)s") % {"name": partnership})
    }
    for agreement in partnership.agreements.visible_to(request.user):
        subjects[f"agreement-{agreement.pk}"] = (agreement, f"{_('Agreement')}: {agreement}")
    for dialogue in partnership.dialogues.all():
        when = f", {dialogue.held}" if dialogue.held else ""
        subjects[f"dialogue-{dialogue.pk}"] = (dialogue, f"{_('Dialogue')}: {dialogue}{when}")
    return subjects


def _names(request: HttpRequest, partnership: Partnership) -> dict[tuple[int, int], object]:
    kinds = ContentType.objects.get_for_models(Partnership, Agreement, Dialogue)
    return {
        (kinds[type(subject)].pk, subject.pk): words
        for subject, words in _subjects(request, partnership).values()
        if not isinstance(subject, Partnership)
    }


def _page(slug: str) -> str:
    return reverse("partnerships:officer:partnership_detail", args=[slug])


def _list(slug: str) -> str:
    return reverse("partnerships:officer:partnership_papers", args=[slug])


def _trail(partnership: Partnership) -> list[tuple[object, str]]:
    return [(str(partnership), _page(partnership.slug)), (_("Documents"), _list(partnership.slug))]
