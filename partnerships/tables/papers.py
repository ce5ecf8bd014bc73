"""The columns of a relation's documents."""

from collections.abc import Callable, Mapping
from typing import Any

from django.conf import settings
from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.core.enums import Confidentiality, DocumentKind
from portal.core.models import Document
from portal.core.tables import Column, by_choice, by_field, by_uncertain_date, link, noted
from portal.core.templatetags.portal import status

TONES = {
    Confidentiality.PUBLIC: "good",
    Confidentiality.INTERNAL: "info",
    Confidentiality.RESTRICTED: "stop",
}
LANGUAGES = dict(settings.CONTENT_LANGUAGES)


def paper_columns(slug: str, subjects: Mapping[tuple[int, int], object], may_edit: bool) -> list[Column]:
    """Return the columns; ``subjects`` names what a document belongs to by content type and key."""
    columns = [
        Column("title", gettext_lazy("Title"), _title(subjects), sort=by_field("title"), heads_row=True),
        Column(
            "kind",
            gettext_lazy("Kind"),
            lambda row: row.get_kind_display(),
            sort=by_choice("kind", DocumentKind),
        ),
        Column("language", gettext_lazy("Language"), lambda row: str(LANGUAGES.get(row.language, ""))),
        Column("dated", gettext_lazy("Date"), lambda row: row.dated, sort=by_uncertain_date("dated")),
        Column("confidentiality", gettext_lazy("Who may read it"), _readers),
        Column("version", gettext_lazy("Version"), lambda row: row.version, numeric=True),
    ]
    if may_edit:
        columns.append(Column("steps", gettext_lazy("Step"), lambda row: _steps(slug, row)))
    return columns


def _title(subjects: Mapping[tuple[int, int], object]) -> Callable[[Document], object]:
    def cell(row: Document) -> object:
        belongs = subjects.get((row.content_type_id, row.object_id), "")
        file = f"{row.filename.rpartition('.')[2].upper()}, {filesizeformat(row.size)}"
        note = format_html("{} · {}", belongs, file) if belongs else file
        return noted(link(row.get_absolute_url(), row.title), note)

    return cell


def _readers(row: Document) -> object:
    tone = TONES.get(Confidentiality(row.confidentiality), "neutral")
    return noted(status(row.get_confidentiality_display(), tone), row.ground)


def _steps(slug: str, row: Any) -> object:
    steps = [
        ("paper_replace", _("New version")),
        ("paper_edit", _("Edit")),
        ("paper_remove", _("Remove")),
    ]
    return format_html(
        '<span class="row-actions">{}</span>',
        format_html_join(
            " ",
            '<a href="{}">{}<span class="visually-hidden">: {}</span></a>',
            (
                (reverse(f"partnerships:officer:partnership_{name}", args=[slug, row.pk]), words, row.title)
                for name, words in steps
            ),
        ),
    )
