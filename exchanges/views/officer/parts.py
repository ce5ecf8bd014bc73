"""The parts of exchanges and events at the office: actors, figures, photographs."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from exchanges.domain import parts as parts_domain
from exchanges.domain import pictures
from exchanges.forms.exchanges import ActorForm, FigureForm
from exchanges.forms.files import PictureForm
from exchanges.forms.ledger import MoneyForm
from exchanges.models import Event, Exchange, ExchangeActor, ExchangeFigure, ExchangeMoney
from exchanges.permissions import can_edit_event, can_edit_exchange
from partnerships.views.officer.record import Line, Section, several
from portal.accounts.enums import EDITING_ROLES
from portal.core.access import office
from portal.core.editing import edit_page, remove_page
from portal.core.models import Picture
from portal.core.versions import VersionedForm

RULE = "officers and administrators of the authority that the exchange or event belongs to"
MAY_EDIT: dict[type[models.Model], Callable[[Any, Any], bool]] = {
    Exchange: can_edit_exchange,
    Event: can_edit_event,
}


def page_of(record: Exchange | Event, anchor: str = "") -> str:
    """Return the address of the office page of an exchange or event."""
    address = reverse(f"exchanges:officer:{record._meta.model_name}_detail", args=[record.slug])
    return f"{address}#{anchor}" if anchor else address


@dataclass(frozen=True)
class Part:
    """A kind of part: its model, form and words, how it is found, said and written."""

    owners: tuple[type[models.Model], ...]
    form: type[VersionedForm]
    heading: str | Promise
    adding: str | Promise
    editing: str | Promise
    removing: str | Promise
    empty: str | Promise
    of: Callable[[Any], models.QuerySet[Any]]
    blank: Callable[[Any], Any]
    line: Callable[[Any], tuple[object, object]]
    add: Callable[[Any, Any, Any], Any]
    edit: Callable[[Any, Any, Any], Any]
    remove: Callable[[Any, Any], None]


def _actor_line(actor: ExchangeActor) -> tuple[object, object]:
    said = [actor.get_role_display(), actor.get_engagement_display(), str(actor.note)]
    return actor.organisation, several(one for one in said if one)


def _figure_line(figure: ExchangeFigure) -> tuple[object, object]:
    number: Any = figure.number
    words = f"“{number.words}”" if number and number.words else ""
    return number, several(one for one in (figure.get_kind_display(), str(figure.note), words) if one)


def _money_line(money: ExchangeMoney) -> tuple[object, object]:
    amount = f"{money.amount} {money.currency}" if money.amount else _("unknown")
    return amount, several(one for one in (money.get_payer_display(), str(money.note)) if one)


def _picture_line(picture: Picture) -> tuple[object, object]:
    state = _("with its file") if picture.file else _("described, without a file")
    return picture.alt, several(one for one in (state, picture.credit) if one)


def _pictures_of(record: models.Model) -> models.QuerySet[Picture]:
    return Picture.objects.filter(content_type=ContentType.objects.get_for_model(record), object_id=record.pk)


def _add_part(record: Any, form: Any, by: Any) -> Any:
    part = type(form.instance)(exchange=record)
    return parts_domain.add(part, form.cleaned_data, by=by)


def _edit_part(part: Any, form: Any, by: Any) -> Any:
    return parts_domain.edit(part, form.changes(), version=form.cleaned_data["version"], by=by)


def _edit_picture(picture: Picture, form: Any, by: Any) -> Picture:
    data = form.cleaned_data
    return pictures.edit(picture, form.changes(), upload=data["upload"], version=data["version"], by=by)


PARTS: dict[str, Part] = {
    "actors": Part(
        (Exchange,), ActorForm, _("Hosts, participants, third parties"), _("Add an organisation"),
        _("Edit an organisation's part"), _("Take this organisation off?"), _("Nobody is listed yet."),
        of=lambda record: record.actors.select_related("organisation"),
        blank=lambda record: ExchangeActor(exchange=record),
        line=_actor_line, add=_add_part, edit=_edit_part,
        remove=lambda part, by: parts_domain.remove(part, version=None, by=by),
    ),
    "figures": Part(
        (Exchange,), FigureForm, _("Numbers"), _("Add a number"), _("Edit a number"),
        _("Remove this number?"), _("Nothing has been counted."),
        of=lambda record: record.figures.all(),
        blank=lambda record: ExchangeFigure(exchange=record),
        line=_figure_line, add=_add_part, edit=_edit_part,
        remove=lambda part, by: parts_domain.remove(part, version=None, by=by),
    ),
    "money": Part(
        (Exchange,), MoneyForm, _("Who paid"), _("Add who paid"), _("Edit who paid"),
        _("Remove this payment?"), _("Nobody has said who paid what."),
        of=lambda record: record.money.all(),
        blank=lambda record: ExchangeMoney(exchange=record),
        line=_money_line, add=_add_part, edit=_edit_part,
        remove=lambda part, by: parts_domain.remove(part, version=None, by=by),
    ),
    "pictures": Part(
        (Exchange, Event), PictureForm, _("Photographs"), _("Add a photograph"), _("Edit a photograph"),
        _("Remove this photograph and its file?"), _("There is no photograph."),
        of=_pictures_of,
        blank=lambda record: Picture(),
        line=_picture_line,
        add=lambda record, form, by: pictures.add(
            record, form.words(), upload=form.cleaned_data["upload"], by=by
        ),
        edit=_edit_picture,
        remove=lambda part, by: pictures.remove(part, version=None, by=by),
    ),
}  # fmt: skip


def parts_section(key: str, record: Any, may_edit: bool) -> Section:
    """Return the section of an office page that lists one kind of parts, with what the person may do to them."""
    part = PARTS[key]
    noun = record._meta.model_name
    lines = []
    for row in part.of(record):
        text, note = part.line(row)
        address = [record.slug, key, row.pk]
        edit = reverse(f"exchanges:officer:{noun}_part_edit", args=address) if may_edit else ""
        remove = reverse(f"exchanges:officer:{noun}_part_remove", args=address) if may_edit else ""
        lines.append(Line(text, note, edit, remove))
    add = reverse(f"exchanges:officer:{noun}_part_add", args=[record.slug, key]) if may_edit else ""
    return Section(part.heading, key, lines=lines, add_url=add, add_words=part.adding, empty=part.empty)


@office(*EDITING_ROLES, rule=RULE)
def part_add(request: HttpRequest, owner: type[models.Model], slug: str, part: str) -> HttpResponse:
    """Add a part to an exchange or event."""
    record, what = _find(request, owner, slug, part)
    return edit_page(
        request,
        record=what.blank(record),
        form_class=what.form,
        save=lambda form: what.add(record, form, request.user),
        title=what.adding,
        trail=[(record, page_of(record))],
        done=lambda saved: page_of(record, part),
        cancel_url=page_of(record, part),
        submit=_("Add"),
    )


@office(*EDITING_ROLES, rule=RULE)
def part_edit(request: HttpRequest, owner: type[models.Model], slug: str, part: str, pk: int) -> HttpResponse:
    """Edit a part of an exchange or event."""
    record, what = _find(request, owner, slug, part)
    return edit_page(
        request,
        record=get_object_or_404(what.of(record), pk=pk),
        form_class=what.form,
        # Read again: the form has written into the record it was given, and the domain compares with what stands.
        save=lambda form: what.edit(get_object_or_404(what.of(record), pk=pk), form, request.user),
        title=what.editing,
        trail=[(record, page_of(record))],
        done=lambda saved: page_of(record, part),
        cancel_url=page_of(record, part),
    )


@office(*EDITING_ROLES, rule=RULE)
def part_remove(
    request: HttpRequest, owner: type[models.Model], slug: str, part: str, pk: int
) -> HttpResponse:
    """Ask, and remove a part of an exchange or event."""
    record, what = _find(request, owner, slug, part)
    one = get_object_or_404(what.of(record), pk=pk)
    return remove_page(
        request,
        remove=lambda: what.remove(one, request.user),
        title=what.removing,
        text=str(one),
        trail=[(record, page_of(record))],
        done_url=page_of(record, part),
    )


def _find(request: HttpRequest, owner: type[models.Model], slug: str, key: str) -> tuple[Any, Part]:
    part = PARTS.get(key)
    if part is None or owner not in part.owners:
        raise Http404
    record = get_object_or_404(owner._default_manager.visible_to(request.user), slug=slug)  # type: ignore[attr-defined]
    if not MAY_EDIT[owner](request.user, record):
        raise PermissionDenied
    return record, part
