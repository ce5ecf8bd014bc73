"""Adding, editing and removing the parts of a record: names, groups, counts, periods, participants, elements."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import models
from django.forms import BaseModelForm
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy

from partnerships.domain import frameworks, networks
from partnerships.domain import parts as parts_domain
from partnerships.forms.dialogues import DialogueParticipantForm, FollowUpForm
from partnerships.forms.frameworks import CrosswalkForm, ElementForm, IndicatorForm
from partnerships.forms.networks import FeeForm, MemberCountForm, MembershipForm, NetworkGroupForm, SeatForm
from partnerships.forms.organisations import FormerNameForm, RegistrationNumberForm
from partnerships.forms.partnerships import DialogueForm, FieldForm, ParticipantForm, PeriodForm
from partnerships.forms.regions import FormerRegionNameForm
from partnerships.models import (
    Agreement,
    Crosswalk,
    Dialogue,
    DialogueParticipant,
    FollowUp,
    FormerName,
    FormerRegionName,
    Framework,
    FrameworkElement,
    Indicator,
    MemberCount,
    Network,
    NetworkFee,
    NetworkGroup,
    NetworkMembership,
    NetworkSeat,
    Organisation,
    OrganSeat,
    Partnership,
    PartnershipField,
    PartnershipParticipant,
    PartnershipPeriod,
    Region,
    RegistrationNumber,
)
from partnerships.permissions import (
    can_edit_agreement,
    can_edit_framework,
    can_edit_membership,
    can_edit_partnership,
    can_edit_shared,
)
from partnerships.views.officer.content_parts import CONTENTS, Content
from partnerships.views.officer.record import Line, Section
from portal.accounts.enums import EDITING_ROLES
from portal.accounts.permissions import edits
from portal.core.access import office
from portal.core.editing import edit_page, remove_page

RULE = (
    "officers and administrators of the authority that the record belongs to; what is shared by all officers"
)


@dataclass(frozen=True)
class Owner:
    """A kind of record that has parts: its model, its page, and who may change its parts."""

    model: type[models.Model]
    noun: str  # in the names of addresses: "organisation"
    may_edit: Callable[[Any, Any], bool]

    def page(self, record: Any, anchor: str = "") -> str:
        """Return the address of the record's office page."""
        address = reverse(f"partnerships:officer:{self.noun}_detail", args=[record.slug])
        return f"{address}#{anchor}" if anchor else address


OWNERS = {
    "organisations": Owner(Organisation, "organisation", lambda user, record: can_edit_shared(user)),
    "regions": Owner(Region, "region", lambda user, record: can_edit_shared(user)),
    "networks": Owner(Network, "network", lambda user, record: can_edit_shared(user)),
    "partnerships": Owner(Partnership, "partnership", can_edit_partnership),
    "frameworks": Owner(Framework, "framework", can_edit_framework),
    "agreements": Owner(Agreement, "agreement", can_edit_agreement),
}


@dataclass(frozen=True)
class Part:
    """A kind of part: what it belongs to, its form, its words, and the domain functions that write it."""

    owner: str
    model: type[models.Model]
    form: type[BaseModelForm]
    lookup: str  # from the part to its owner
    heading: str | Promise
    adding: str | Promise
    editing: str | Promise
    removing: str | Promise
    empty: str | Promise = ""
    build: Callable[[Any, dict[str, Any]], Any] | None = None
    add: Callable[..., Any] = parts_domain.add
    edit: Callable[..., Any] | None = parts_domain.edit
    remove: Callable[..., Any] = parts_domain.remove
    prepare: Callable[[Any, Any, Any], None] = lambda form, owner, user: None
    may_edit: Callable[[Any, Any], bool] | None = None
    addable: bool = True
    anchor: str = ""  # of the section that shows it, where that is another's

    def blank(self, owner: Any) -> Any:
        """Return a new part of the owner, with nothing in it yet."""
        return self.model(**({self.lookup: owner} if "__" not in self.lookup else {}))

    def of(self, owner: Any) -> models.QuerySet[Any]:
        """Return the owner's parts."""
        return self.model._default_manager.filter(**{self.lookup: owner})


PARTS: dict[str, Part] = {
    "former-names": Part(
        "organisations", FormerName, FormerNameForm, "organisation",
        _("Former names"), _("Add a former name"), _("Edit a former name"), _("Remove this former name?"),
        _("No other name is known."),
    ),
    "names": Part(
        "regions", FormerRegionName, FormerRegionNameForm, "region",
        _("Other and former names"), _("Add a name"), _("Edit a name"), _("Remove this name?"),
        _("No other name is known."),
    ),
    "registration-numbers": Part(
        "organisations", RegistrationNumber, RegistrationNumberForm, "organisation",
        _("Registration numbers"), _("Add a registration number"), _("Edit a registration number"),
        _("Remove this registration number?"), _("No registration number is known."),
    ),
    "groups": Part(
        "networks", NetworkGroup, NetworkGroupForm, "network",
        _("Committees and groups"), _("Add a group"), _("Edit a group"), _("Remove this group?"),
        _("No committee or group is known."),
    ),
    "member-counts": Part(
        "networks", MemberCount, MemberCountForm, "network",
        _("Number of members"), _("Add a count"), _("Edit a count"), _("Remove this count?"),
        _("Nobody has said how many members it has."),
    ),
    "memberships": Part(
        "networks", NetworkMembership, MembershipForm, "network",
        _("Memberships"), _("Add a membership"), _("Edit a membership"), _("Remove this membership?"),
        _("No authority on this portal is a member."),
        add=networks.join, edit=networks.edit_membership, remove=networks.leave,
        prepare=lambda form, owner, user: form.offer(edits(user)), may_edit=can_edit_membership,
    ),
    "seats": Part(
        "networks", NetworkSeat, SeatForm, "membership__network",
        _("Seats"), _("Add a seat"), _("Edit a seat"), _("Remove this seat?"),
        _("No seat has been entered."),
        build=lambda owner, values: NetworkSeat(membership=values["membership"]),
        prepare=lambda form, owner, user: form.within(owner, edits(user)), may_edit=parts_domain.may_edit,
    ),
    "fees": Part(
        "networks", NetworkFee, FeeForm, "membership__network",
        _("Fees by year"), _("Add a fee"), _("Edit a fee"), _("Remove this fee?"),
        _("Nobody has said what it costs."),
        build=lambda owner, values: NetworkFee(membership=values["membership"]),
        prepare=lambda form, owner, user: form.within(owner, edits(user)), may_edit=parts_domain.may_edit,
    ),
    "periods": Part(
        "partnerships", PartnershipPeriod, PeriodForm, "partnership",
        _("States over time"), _("Change the state"), _("Correct a period"), _("Remove this period?"),
        addable=False,
    ),
    "fields": Part(
        "partnerships", PartnershipField, FieldForm, "partnership",
        _("Fields of art"), _("Add a field"), _("Edit a field"), _("Remove this field?"),
        _("No field has been named."),
    ),
    "participants": Part(
        "partnerships", PartnershipParticipant, ParticipantForm, "partnership",
        _("Participants"), _("Add a participant"), _("Edit a participant"), _("Remove this participant?"),
        _("Nobody is listed yet."),
    ),
    "dialogues": Part(
        "partnerships", Dialogue, DialogueForm, "partnership",
        _("Dialogues"), _("Add a dialogue"), _("Edit a dialogue"), _("Remove this dialogue?"),
        _("No dialogue has been entered."),
    ),
    "dialogue-participants": Part(
        "partnerships", DialogueParticipant, DialogueParticipantForm, "dialogue__partnership",
        _("Participants of dialogues"), _("Add somebody who took part"), _("Edit who took part"),
        _("Remove this participant of the dialogue?"),
        build=lambda owner, values: DialogueParticipant(dialogue=values["dialogue"]),
        prepare=lambda form, owner, user: form.within(owner), anchor="dialogues",
    ),
    "follow-ups": Part(
        "partnerships", FollowUp, FollowUpForm, "dialogue__partnership",
        _("Follow-ups"), _("Add a follow-up"), _("Edit a follow-up"), _("Remove this follow-up?"),
        build=lambda owner, values: FollowUp(dialogue=values["dialogue"]),
        prepare=lambda form, owner, user: form.within(owner), anchor="dialogues",
    ),
    "elements": Part(
        "frameworks", FrameworkElement, ElementForm, "framework",
        _("Elements"), _("Add an element"), _("Edit an element"), _("Remove this element, and all that lies under it?"),
        _("The tree is empty."),
        add=frameworks.add_element, edit=frameworks.edit_element, remove=frameworks.remove_element,
    ),
    "crosswalk": Part(
        "frameworks", Crosswalk, CrosswalkForm, "new__framework",
        pgettext_lazy("framework", "Continues"), _("Connect with an earlier framework"), _("Edit a connection"),
        _("Remove this connection?"), _("Nothing of an earlier framework is connected."),
        build=lambda owner, values: Crosswalk(old=values["old"], new=values["new"]),
        add=frameworks.connect, edit=frameworks.edit_connection, remove=frameworks.disconnect,
        prepare=lambda form, owner, user: form.within(owner),
    ),
    "indicators": Part(
        "frameworks", Indicator, IndicatorForm, "element__framework",
        _("Indicators"), _("Add an indicator"), _("Edit an indicator"), _("Remove this indicator?"),
        _("Nothing is counted."),
        build=lambda owner, values: Indicator(element=values["element"]),
        prepare=lambda form, owner, user: form.within(owner),
    ),
}  # fmt: skip


def _content(kind: Content, owner: str, noun: str) -> Part:
    """Return what an agreement or a network holds as a kind of part."""
    return Part(
        owner,
        kind.model,
        kind.form,
        f"{kind.through}{noun}",
        kind.heading,
        kind.adding,
        kind.editing,
        kind.removing,
        build=(lambda record, values: OrganSeat(organ=values["organ"])) if kind.through else None,
        prepare=lambda form, record, user: form.within(record),
        anchor=kind.key,
    )


for _kind in CONTENTS:
    PARTS[_kind.key] = _content(_kind, "agreements", "agreement")
    PARTS[f"network-{_kind.key}"] = _content(_kind, "networks", "network")


def parts_section(
    key: str, owner: Any, user: Any, line: Callable[[Any], tuple[object, object]], rows: models.QuerySet[Any]
) -> Section:
    """Return the section of an office page that lists one kind of parts, with what the person may do to them."""
    part = PARTS[key]
    kind = OWNERS[part.owner]
    allowed = kind.may_edit(user, owner) if part.may_edit is None else can_edit_shared(user)
    lines = []
    for row in rows:
        text, note = line(row)
        mine = allowed if part.may_edit is None else part.may_edit(user, row)
        address = [owner.slug, key, row.pk]
        edit = (
            reverse(f"partnerships:officer:{kind.noun}_part_edit", args=address) if mine and part.edit else ""
        )
        remove = reverse(f"partnerships:officer:{kind.noun}_part_remove", args=address) if mine else ""
        lines.append(Line(text, note, edit, remove))
    add = reverse(f"partnerships:officer:{kind.noun}_part_add", args=[owner.slug, key])
    return Section(
        part.heading,
        key,
        lines=lines,
        add_url=add if allowed and part.addable else "",
        add_words=part.adding,
        empty=part.empty,
    )


def _find(request: HttpRequest, owner: str, slug: str, key: str) -> tuple[Owner, Any, Part]:
    part = PARTS.get(key)
    if part is None or part.owner != owner:
        raise Http404
    kind = OWNERS[owner]
    record = get_object_or_404(kind.model._default_manager.visible_to(request.user), slug=slug)  # type: ignore[attr-defined]
    return kind, record, part


def _require(allowed: bool) -> None:
    if not allowed:
        raise PermissionDenied


@office(*EDITING_ROLES, rule=RULE)
def part_add(request: HttpRequest, owner: str, slug: str, part: str) -> HttpResponse:
    """Add a part to a record."""
    kind, record, what = _find(request, owner, slug, part)
    _require(what.addable and kind.may_edit(request.user, record))

    def save(form: Any) -> Any:
        blank = what.build(record, form.cleaned_data) if what.build else form.instance
        return what.add(_fresh(what, blank, record, form), form.cleaned_data, by=request.user)

    initial = {name: request.GET.get(name) for name in ("parent", "element", "dialogue")}
    return edit_page(
        request,
        record=what.blank(record),
        form_class=what.form,
        prepare=lambda form: what.prepare(form, record, request.user),
        save=save,
        initial={name: value for name, value in initial.items() if value and value.isdigit()},
        title=what.adding,
        trail=[(record, kind.page(record))],
        done=lambda saved: kind.page(record, what.anchor or part),
        cancel_url=kind.page(record, what.anchor or part),
        submit=_("Add"),
    )


def _fresh(what: Part, blank: Any, record: Any, form: Any) -> Any:
    """Return a part that the form has not written into: only the domain does."""
    if what.build:
        return blank
    fresh = what.blank(record)
    if what.model is NetworkMembership:
        fresh.authority = form.cleaned_data["authority"]
    return fresh


@office(*EDITING_ROLES, rule=RULE)
def part_edit(request: HttpRequest, owner: str, slug: str, part: str, pk: int) -> HttpResponse:
    """Edit a part of a record."""
    kind, record, what = _find(request, owner, slug, part)
    one = get_object_or_404(what.of(record), pk=pk)
    change = what.edit
    if change is None:
        raise Http404
    _require(what.may_edit(request.user, one) if what.may_edit else kind.may_edit(request.user, record))
    return edit_page(
        request,
        record=one,
        form_class=what.form,
        prepare=lambda form: what.prepare(form, record, request.user),
        save=lambda form: change(
            what.of(record).get(pk=pk), form.changes(), version=form.cleaned_data["version"], by=request.user
        ),
        title=what.editing,
        trail=[(record, kind.page(record))],
        done=lambda saved: kind.page(record, what.anchor or part),
        cancel_url=kind.page(record, what.anchor or part),
    )


@office(*EDITING_ROLES, rule=RULE)
def part_remove(request: HttpRequest, owner: str, slug: str, part: str, pk: int) -> HttpResponse:
    """Ask, and remove a part of a record."""
    kind, record, what = _find(request, owner, slug, part)
    one = get_object_or_404(what.of(record), pk=pk)
    _require(what.may_edit(request.user, one) if what.may_edit else kind.may_edit(request.user, record))
    text = format_html("{}", one)
    if isinstance(one, FrameworkElement) and (inner := frameworks.below(one)):
        text = format_html(
            "{} {}",
            one,
            ngettext(
                "With it goes %(number)d element under it.",
                "With it go %(number)d elements under it.",
                len(inner),
            )
            % {"number": len(inner)},
        )
    return remove_page(
        request,
        remove=lambda: what.remove(one, version=None, by=request.user),
        title=what.removing,
        text=text,
        trail=[(record, kind.page(record))],
        done_url=kind.page(record, what.anchor or part),
    )
