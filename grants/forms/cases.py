"""What officers and decision makers fill in about a case; the domain judges it."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.html import escape
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from exchanges.models import Exchange
from grants.domain.completions import missed
from grants.domain.screening import CHECKS, findings
from grants.domain.screening_rules import RuleAnswer, RuleFinding, findings_of, proposed
from grants.enums import RuleVerdict
from grants.models import Application
from partnerships.models import Authority
from portal.core.collation import order_by_name
from portal.core.forms.picker import use_pickers

YES, NO = "yes", "no"
LABELS = {
    "in_time": _("Handed in on time"),
    "is_complete": _("Complete"),
    "right_applicant": _("Open to this kind of applicant"),
    "within_amounts": _("Amount within the bounds"),
}


class ExpressionForm(forms.Form):
    """The answer to an expression of interest."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    accepted = forms.ChoiceField(
        label=pgettext_lazy("noun", "Answer"),
        choices=[(YES, _("Accept: invite to the full application")), (NO, _("Decline"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of the answers.")},
    )
    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("The applicant reads it in the mail and on the page of the application."),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": _("Give the reason: the applicant is told.")},
    )


class ScreeningForm(forms.Form):
    """The checklist of the formal conditions, and the conclusion."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    eligible = forms.ChoiceField(
        label=_("Conclusion"),
        choices=[(YES, _("It meets the conditions")), (NO, _("It does not meet the conditions"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Say whether it meets the conditions.")},
    )
    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("Which condition is not met, and why. The applicant reads it with the decision."),
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    note = forms.CharField(
        label=_("Note for colleagues"),
        help_text=_("The applicant does not see it in the portal, but may ask for it as a public record."),
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(
        self, *args: Any, application: Application, authorities: Sequence[Authority] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self._authorities = {str(one.pk): one for one in authorities}
        if len(self._authorities) > 1:
            self.fields["authority"] = forms.ChoiceField(
                label=_("For which funder you screen"),
                choices=[(key, str(one)) for key, one in self._authorities.items()],
                widget=forms.RadioSelect,
                error_messages={"required": _("Say for which funder you screen.")},
            )
        found = findings(application)
        for name in CHECKS:
            self.fields[name] = forms.BooleanField(
                label=LABELS[name],
                help_text=found[name].sentence,
                required=False,
                initial=bool(found[name].met),
            )
        self.rules = findings_of(application)
        asked = [field for rule in self.rules if rule.is_asked for field in self._add_rule(rule)]
        self.late = missed(application)
        self.proposal, reason = proposed(self.rules) if self.rules else (None, "")
        if self.late:
            self.proposal, reason = False, "\n".join(filter(None, [self.late, reason]))
        if not self.is_bound:
            if self.proposal is not None:
                self.initial.setdefault("eligible", YES if self.proposal else NO)
            self.initial.setdefault("reason", reason)
        self.order_fields(["version", "authority", *CHECKS, *asked])

    def _add_rule(self, rule: RuleFinding) -> list[str]:
        """Ask for the officer's word on a rule, and a note; return the names of the fields."""
        broken = rule.verdict == RuleVerdict.BROKEN
        self.fields[rule.field] = forms.ChoiceField(
            label=rule.statement,
            help_text=escape(rule.why),
            choices=[
                (YES, _("Met all the same") if broken else RuleVerdict.MET.label),
                (NO, RuleVerdict.BROKEN.label),
            ],
            widget=forms.RadioSelect({"class": "inline"}),
            initial=NO if broken else None,
            error_messages={"required": _("Say whether this is met.")},
        )
        note = f"{rule.field}-note"
        self.fields[note] = forms.CharField(label=_("Why"), required=False, max_length=2000)
        return [rule.field, note]

    def answers(self) -> dict[int, RuleAnswer]:
        """Return what was said of the rules, by their keys."""
        said = {YES: True, NO: False}
        return {
            rule.key: RuleAnswer(
                said.get(self.cleaned_data[rule.field]), self.cleaned_data[f"{rule.field}-note"]
            )
            for rule in self.rules
            if rule.is_asked
        }

    def authority(self) -> Authority | None:
        """Return for which of several funders the officer screens; None where it is asked of nobody."""
        return self._authorities.get(self.cleaned_data.get("authority", ""))

    def checks(self) -> dict[str, bool]:
        """Return the points of the checklist with what was ticked."""
        return {name: self.cleaned_data[name] for name in CHECKS}


class ExchangeChoiceForm(forms.Form):
    """Which exchange an award pays for."""

    exchange = forms.ModelChoiceField(
        label=_("Exchange"),
        queryset=Exchange.objects.none(),
        error_messages={"required": _("Choose an exchange.")},
    )

    def offer(self, exchanges: QuerySet[Exchange]) -> None:
        """Offer these exchanges, by name."""
        self.fields["exchange"].queryset = exchanges.order_by(order_by_name(), "pk")  # type: ignore[attr-defined]
        use_pickers(self)
