"""The answer of the conflict page (`components/conflict.html`), read back as an edit form's data."""

from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext as _

SIDES = ("mine", "theirs")


def chosen(data: QueryDict, *, missing: str = "") -> QueryDict:
    """Return what the edit form would have been posted with, had both people's choices been made in it.

    For each field named by `difference`, `keep:FIELD` says whose values (`mine:FIELD:NAME` or
    `theirs:FIELD:NAME`) go on as NAME; everything else is kept as it is. A page that holds no differences
    comes back unchanged. Raises ValidationError when a choice is missing, unless `missing` says which side stands in.
    """
    answer = QueryDict(mutable=True, encoding=data.encoding)
    for name in data:
        if not name.startswith(("mine:", "theirs:", "keep:")) and name != "difference":
            answer.setlist(name, data.getlist(name))
    for field in data.getlist("difference"):
        side = data.get(f"keep:{field}") or missing
        if side not in SIDES:
            raise ValidationError(_("Choose for every text which one to keep."), code="unchosen")
        prefix = f"{side}:{field}:"
        for name in data:
            if name.startswith(prefix):
                answer.setlist(name.removeprefix(prefix), data.getlist(name))
    return answer
