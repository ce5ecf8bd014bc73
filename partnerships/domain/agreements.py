"""Agreements: making and editing the instrument itself. Parties, articles and its life have modules of their own."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from slugify import slugify

from partnerships.domain import agreement_periods
from partnerships.domain.agreement_writing import begin, finish
from partnerships.enums import UNSIGNED_STATUSES, AgreementStatus, PartyRole
from partnerships.models import Agreement, AgreementParty, Authority, Organisation, Partnership
from portal.accounts.permissions import can_edit_for
from portal.core.errors import NotAllowed, field_errors
from portal.core.history import acting

# What a person edits; status, version and the derived columns are the domain's own.
COLUMNS = frozenset(
    {
        "names",
        "kind",
        "reference",
        "summary",
        "culture_is_one_part",
        "level",
        "is_framework",
        "binding",
        "aims_incomplete",
        "signed",
        "place_of_signing",
        "term_years",
        "valid_from",
        "valid_until",
        "open_ended",
        "renews_tacitly",
        "renewal_months",
        "notice_months",
        "predecessor",
    }
)
# Addresses that mean something else (/office/agreements/add/).
RESERVED = frozenset({"add"})
RELATIONS = frozenset({"fields", "elements"})


@transaction.atomic
def create(
    *,
    by: Any,
    partnership: Partnership | None,
    recorded_by: Authority | None = None,
    parties: Sequence[Organisation] | None = None,
    **data: Any,
) -> Agreement:
    """Make a draft of an agreement under a partnership, or record one between others for an authority.

    Parameters: either ``partnership`` or ``recorded_by`` is given; ``parties`` are the organisations that will sign, in
    order; None takes the partnership's holder and its counterpart, where it is known. ``data`` are the fields of
    ``COLUMNS`` and ``RELATIONS``; ``slug`` may be given, else it is made from the title. Raises NotAllowed, or
    DomainError with sentences beside fields.
    """
    if (partnership is None) == (recorded_by is None):
        sentence = _(
            "Choose the partnership, or whoever records an agreement between others: one of the two."
        )
        raise field_errors({"partnership": sentence})
    keeper = partnership.authority_id if partnership else recorded_by.pk  # type: ignore[union-attr]
    if by is not None and not can_edit_for(by, keeper):
        raise NotAllowed(
            _("Only the people of the authority that holds this partnership may add an agreement.")
        )
    with acting(by):
        slug = data.pop("slug", "")
        agreement = Agreement(
            partnership=partnership, recorded_by=recorded_by, status=AgreementStatus.DRAFT, version=0
        )
        related = _assign(agreement, data)
        agreement.slug = slug or _free_slug(agreement)
        finish(agreement)
        _set_relations(agreement, related)
        if parties is None and partnership is not None:
            parties = [one for one in (partnership.holder, partnership.counterpart) if one is not None]
        AgreementParty.objects.bulk_create(
            AgreementParty(
                agreement=agreement, organisation=organisation, role=PartyRole.PARTY, position=place
            )
            for place, organisation in enumerate(parties or ())
        )
        agreement.version = 0
        return finish(agreement)


@transaction.atomic
def edit(agreement: Agreement, changes: Mapping[str, Any], *, version: int | None, by: Any) -> Agreement:
    """Change fields of an agreement, as one new version of it.

    Parameters: ``changes`` maps fields of ``COLUMNS`` and ``RELATIONS`` to their new values; ``version`` is the one
    the person saw. Returns the agreement as saved; no changes leave the version as it is. Raises NotAllowed,
    StaleEdit when somebody saved in between, or DomainError with sentences beside fields.
    """
    with acting(by):
        locked = begin(agreement, version=version, by=by)
        if not changes:
            return locked
        related = _assign(locked, changes)
        _set_relations(locked, related)
        saved = finish(locked)
        agreement_periods.follow(saved)
        return saved


def _assign(agreement: Agreement, data: Mapping[str, Any]) -> dict[str, Any]:
    """Set the columns, check what only a person can get wrong, and return the relations still to be set."""
    unknown = set(data) - COLUMNS - RELATIONS
    if unknown:
        raise TypeError(f"An agreement has no field {', '.join(sorted(unknown))} to edit.")
    for name in COLUMNS & set(data):
        setattr(agreement, name, data[name])
    errors: dict[str, str] = {}
    if not agreement.names:
        errors["names"] = _("Give the agreement a title, in one language at least.")
    if _needs_signing_date(agreement):
        errors["signed"] = _(
            "A signed agreement says when it was signed. Write “unknown” when nobody can tell."
        )
    if sentence := predecessor_problem(agreement):
        errors["predecessor"] = sentence
    if errors:
        raise field_errors(errors)
    return {name: data[name] for name in RELATIONS & set(data)}


def _needs_signing_date(agreement: Agreement) -> bool:
    if agreement.signed or agreement.status in UNSIGNED_STATUSES:
        return False
    return not agreement.parties.filter(signed__isnull=False).exclude(signed="").exists()


def _set_relations(agreement: Agreement, related: Mapping[str, Any]) -> None:
    for name, records in related.items():
        getattr(agreement, name).set(records)


def predecessor_problem(agreement: Agreement) -> str:
    """Return why the predecessor cannot be: the agreement itself, or one that succeeds it; empty when all is well."""
    before = agreement.predecessor
    seen: set[int] = set()
    while before is not None and before.pk not in seen:
        if before.pk == agreement.pk:
            if before.pk == agreement.predecessor_id:
                return _("An agreement cannot succeed itself. Choose the one before it.")
            return _(
                "“%(predecessor)s” already succeeds this agreement, directly or by others between them."
            ) % {"predecessor": agreement.predecessor}
        seen.add(before.pk)
        before = before.predecessor
    return ""


def _free_slug(agreement: Agreement) -> str:
    """Return an address made of the title, with a number where another agreement has it already."""
    title = agreement.names.in_language("en") or "agreement"
    stem = slugify(title, max_length=90, word_boundary=True) or "agreement"
    taken = {*RESERVED, *Agreement.objects.filter(slug__startswith=stem).values_list("slug", flat=True)}
    return next(slug for number in range(len(taken) + 1) if (slug := _numbered(stem, number)) not in taken)


def _numbered(stem: str, number: int) -> str:
    return f"{stem}-{number + 1}" if number else stem
