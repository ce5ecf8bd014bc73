"""Articles: the numbered text of an agreement. Each change is one new version of the whole agreement."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from partnerships.domain.agreement_writing import begin, finish
from partnerships.enums import AgreementStatus
from partnerships.models import Agreement, Article
from portal.core.errors import DomainError, field_errors
from portal.core.history import acting

COLUMNS = frozenset({"number", "headings", "texts"})


@dataclass(frozen=True)
class TextEdits:
    """What one save of the whole text changes: articles by primary key, new ones in order, and those taken out."""

    changed: Mapping[int, Mapping[str, Any]] = field(default_factory=dict)
    added: Sequence[Mapping[str, Any]] = ()
    removed: Sequence[int] = ()

    def __bool__(self) -> bool:
        return bool(self.changed or self.added or self.removed)


class ArticleError(DomainError):
    """A rule about one article of several says no; ``article`` is its primary key, or its place among the new ones."""

    def __init__(self, error: DomainError, *, article: int | None = None, added: int | None = None) -> None:
        super().__init__(error.error_dict)
        self.article, self.added = article, added


@transaction.atomic
def add(agreement: Agreement, *, version: int | None, by: Any, **data: Any) -> Article:
    """Add an article at the end; an empty number becomes the next one.

    Parameters: ``data`` are ``number``, ``headings`` and ``texts``. Raises NotAllowed, StaleEdit, or DomainError when
    the number is taken or there is no text.
    """
    with acting(by):
        locked = _begin(agreement, version=version, by=by)
        article = append(locked, data)
        finish(locked)
        return article


@transaction.atomic
def edit(article: Article, changes: Mapping[str, Any], *, version: int | None, by: Any) -> Article:
    """Change an article's number, heading or text. Raises as `add`, and DomainError when it has been removed."""
    with acting(by):
        locked = _begin(article.agreement, version=version, by=by)
        edited = _change(locked, article.pk, changes)
        if changes:
            finish(locked)
        return edited


@transaction.atomic
def remove(article: Article, *, version: int | None, by: Any) -> Agreement:
    """Take an article out of the agreement; the history keeps its text, the others keep their numbers."""
    with acting(by):
        locked = _begin(article.agreement, version=version, by=by)
        _of(locked, article.pk).delete()
        return finish(locked)


@transaction.atomic
def move(article: Article, *, towards: Literal["up", "down"], version: int | None, by: Any) -> Agreement:
    """Let an article change places, and with it numbers, with the one before or after it; at an end nothing happens."""
    with acting(by):
        locked = _begin(article.agreement, version=version, by=by)
        order = list(locked.articles.order_by("position", "pk"))
        place = next((index for index, one in enumerate(order) if one.pk == article.pk), None)
        if place is None:
            raise _gone()
        other = place + (1 if towards == "down" else -1)
        if not 0 <= other < len(order):
            return locked
        order[place].number, order[other].number = order[other].number, order[place].number
        order[place], order[other] = order[other], order[place]
        for position, one in enumerate(order, start=1):
            one.position = position
        Article.objects.bulk_update(order, ["position", "number"])
        return finish(locked)


@transaction.atomic
def edit_text(agreement: Agreement, edits: TextEdits, *, version: int | None, by: Any) -> Agreement:
    """Save the whole text at once: all of it or nothing, as one new version.

    Raises NotAllowed, StaleEdit, or ArticleError that names the article whose number is taken or whose text is empty.
    """
    with acting(by):
        locked = _begin(agreement, version=version, by=by)
        if not edits:
            return locked
        locked.articles.filter(pk__in=edits.removed).delete()
        # Numbers may be exchanged within one save: the old ones make room before any new one is checked.
        known = {one.pk: one for one in locked.articles.all()}
        taken = {one.number for key, one in known.items() if key not in edits.changed}
        for key, changes in edits.changed.items():
            if key not in known:
                raise ArticleError(_gone(), article=key)
            try:
                write(known[key], changes, taken=taken)
            except DomainError as error:
                raise ArticleError(error, article=key) from error
            taken.add(known[key].number)
        for place, data in enumerate(edits.added):
            try:
                append(locked, data)
            except DomainError as error:
                raise ArticleError(error, added=place) from error
        return finish(locked)


def _begin(agreement: Agreement, *, version: int | None, by: Any) -> Agreement:
    """Lock the agreement as `begin`; a text that all parties have agreed on stands until the talks are opened again."""
    locked = begin(agreement, version=version, by=by)
    if locked.status == AgreementStatus.AGREED:
        raise DomainError(
            _("The parties have agreed on this text. Open the talks again before you change it."),
            code="agreed",
        )
    return locked


def next_number(agreement: Agreement) -> str:
    """Return the number an article at the end would get: one more than the largest whole number so far."""
    numbers = [int(one) for one in agreement.articles.values_list("number", flat=True) if one.isdecimal()]
    return str(max(numbers, default=0) + 1)


def append(agreement: Agreement, data: Mapping[str, Any]) -> Article:
    """Add an article at the end of a locked agreement. Raises DomainError as `add`."""
    _only_known(data)
    last = agreement.articles.aggregate(last=Max("position"))["last"] or 0
    article = Article(agreement=agreement, position=last + 1)
    numbers = set(agreement.articles.values_list("number", flat=True))
    return write(article, {**data, "number": data.get("number") or next_number(agreement)}, taken=numbers)


def _change(agreement: Agreement, key: int, changes: Mapping[str, Any]) -> Article:
    _only_known(changes)
    taken = set(agreement.articles.exclude(pk=key).values_list("number", flat=True))
    return write(_of(agreement, key), changes, taken=taken)


def write(article: Article, changes: Mapping[str, Any], *, taken: set[str]) -> Article:
    """Change and save one article of a locked agreement.

    Parameters: ``taken`` are the numbers of the other articles. Raises DomainError for a number that is missing or
    taken, and for an article without a text.
    """
    for name, value in changes.items():
        setattr(article, name, value)
    article.number = article.number.strip()
    errors: dict[str, str] = {}
    if not article.number:
        errors["number"] = _("Give the article a number, such as 3 or 3 a.")
    elif article.number in taken:
        errors["number"] = _("Another article already has the number %(number)s. Choose another one.") % {
            "number": article.number
        }
    if not article.texts:
        errors["texts"] = _("Write the article's text, in one language at least.")
    if errors:
        raise field_errors(errors)
    article.save()
    return article


def _of(agreement: Agreement, key: int) -> Article:
    article = agreement.articles.filter(pk=key).first()
    if article is None:
        raise _gone()
    return article


def _gone() -> DomainError:
    return field_errors({"texts": _("This article has been removed since you opened it.")})


def _only_known(data: Mapping[str, Any]) -> None:
    unknown = set(data) - COLUMNS
    if unknown:
        raise TypeError(f"An article has no field {', '.join(sorted(unknown))} to edit.")
