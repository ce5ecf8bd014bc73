"""The sections of a call that are edited as forms: what stands in them, in words."""

from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from grants.domain import calls
from grants.forms.calls import AfterwardsForm, AmountsForm, BasicsForm, HandlingForm, TextsForm
from grants.forms.windows import WindowForm
from grants.models import Call
from partnerships.views.officer.record import Fact, Section, facts_of
from portal.core.amounts import format_amount
from portal.core.moments import say_moment

# Section of the builder -> its title and its form.
FORMS: dict[str, tuple[str | Promise, Any]] = {
    "basics": (gettext_lazy("The call"), BasicsForm),
    "window": (gettext_lazy("When it is open"), WindowForm),
    "amounts": (gettext_lazy("Money"), AmountsForm),
    "afterwards": (gettext_lazy("After handing in"), AfterwardsForm),
    "texts": (gettext_lazy("What applicants read"), TextsForm),
    "handling": (gettext_lazy("How it is handled"), HandlingForm),
}


def facts_section(call: Call, name: str, may_edit: bool) -> Section:
    """Return a section with what stands in the fields of its form."""
    title, form = FORMS[name]
    edit_url = reverse("grants:officer:call_edit", args=[call.slug, name]) if may_edit else ""
    facts = facts_of(call, form)
    if name == "window":
        said = {
            one: say_moment(getattr(call, one), call.time_zone) if getattr(call, one) else ""
            for one in ("opens_at", "closes_at")
        }
        facts = [Fact(_("Opens"), [said["opens_at"]]), Fact(_("Closes"), [said["closes_at"]])]
        if call.historic_window is not None:
            facts.append(Fact(_("Window of a past edition"), [call.historic_window]))
    if name == "amounts":
        facts = [
            Fact(str(fact.label), [_money(line, call.currency) for line in fact.lines]) for fact in facts
        ]
    return Section(title, name, facts=facts, edit_url=edit_url)


def _money(value: Any, currency: str) -> object:
    return format_amount(value, currency) if hasattr(value, "quantize") else value


def sums_of(call: Call) -> dict[str, str]:
    """Return what has been granted and what is left, in words."""
    left = calls.left_in(call)
    return {
        "awarded": format_amount(calls.awarded(call), call.currency),
        "left": "" if left is None else format_amount(left, call.currency),
    }
