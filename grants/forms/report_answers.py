"""What officers answer to reports and to requests for changes; the domain judges it."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from grants.domain.reporting.terms import BudgetLines
from grants.enums import ChangeKind, ChangeStatus, ReportStatus
from grants.models import ChangeRequest, Report
from portal.core.amounts import AmountFormField, format_amount
from portal.core.uncertain import UncertainDateFormField

LINE = "line-"


class ReportAnswerForm(forms.Form):
    """The answer to a report."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    outcome = forms.ChoiceField(
        label=pgettext_lazy("noun", "Answer"),
        choices=[
            (ReportStatus.APPROVED, pgettext_lazy("report", "Approve")),
            (ReportStatus.SENT_BACK, _("Send back to be completed")),
            (ReportStatus.REDUCED, _("Approve, and reduce the grant")),
            (ReportStatus.RECLAIMED, _("Reclaim money")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of the answers.")},
    )
    text = forms.CharField(
        label=_("What the grantee reads"),
        help_text=_("What is to be completed, or the reasons. It may be left empty when you approve."),
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    due_on = forms.DateField(
        label=_("To be completed by"),
        help_text=_("Only when you send it back."),
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )
    amount = AmountFormField(label=_("Amount"), required=False)
    appeal_notice = forms.CharField(
        label=_("How to appeal"),
        help_text=_("It goes with a decision that money is reduced or reclaimed. Check that it fits."),
        required=False,
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )

    def __init__(self, *args: Any, report: Report, unspent: Decimal | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        currency = report.award.currency
        words = {"granted": format_amount(report.award.amount, currency)}
        help_text = _("By which the grant is reduced, or that is paid back. Granted: %(granted)s.") % words
        if unspent:
            help_text += " " + _("Not spent: %(sum)s.") % {"sum": format_amount(unspent, currency)}
        self.fields["amount"].help_text = help_text


class WaiveForm(forms.Form):
    """Why a report is no longer asked for."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    review = forms.CharField(
        label=_("Why it is no longer asked for"),
        help_text=_("The grantee reads it."),
        max_length=5_000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Write why: the grantee reads it.")},
    )


class _WithLines(forms.Form):
    """A form with an amount for each line of the budget that is agreed."""

    lines: BudgetLines = []

    def add_lines(self, lines: BudgetLines, currency: str) -> None:
        """Ask for the new amount of each line; left empty, it stays."""
        self.lines = lines
        for line in lines:
            now = format_amount(Decimal(line["amount"]), currency)
            self.fields[LINE + line["key"]] = AmountFormField(
                label=line["what"],
                help_text=_("Now %(amount)s") % {"amount": now},
                required=False,
                min_value=0,
            )

    def amounts(self) -> dict[str, Decimal]:
        """Return the new amounts, by the key of the line."""
        return {
            line["key"]: amount
            for line in self.lines
            if (amount := self.cleaned_data.get(LINE + line["key"])) is not None
        }


class ChangeAskForm(_WithLines):
    """What a grantee asks to change, or tells of."""

    text = forms.CharField(
        label=_("What changes, and why"),
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={"required": _("Write what changes, and why.")},
    )

    def __init__(self, *args: Any, kind: str, lines: BudgetLines, currency: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if kind == ChangeKind.PERIOD:
            add_period(self)
        if kind == ChangeKind.BUDGET:
            self.add_lines(lines, currency)


def add_period(form: forms.Form) -> None:
    """Ask for a period, as exactly as it is known."""
    form.fields["starts"] = UncertainDateFormField(
        label=_("New start"), required=False, help_text=_("Left empty, it stays.")
    )
    form.fields["ends"] = UncertainDateFormField(
        label=_("New end"),
        required=False,
        help_text=_("As exactly as you know it: 15 March 2028, March 2028."),
    )


class ChangeDecisionForm(_WithLines):
    """The decision on a change."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    outcome = forms.ChoiceField(
        label=_("Decision"),
        choices=[
            (ChangeStatus.APPROVED, _("Approve as asked for")),
            (ChangeStatus.IN_PART, _("Approve in part")),
            (ChangeStatus.REFUSED, _("Refuse")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Say what is decided.")},
    )
    reasons = forms.CharField(
        label=_("Reasons"),
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": _("A decision needs its reasons.")},
    )
    appeal_notice = forms.CharField(
        label=_("How to appeal"),
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": _("A decision says how to appeal.")},
    )

    def __init__(self, *args: Any, change: ChangeRequest, currency: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if change.kind == ChangeKind.PERIOD:
            add_period(self)
        if change.kind == ChangeKind.BUDGET:
            self.add_lines(change.lines, currency)
        for name in self.fields.keys() - {"version", "outcome", "reasons", "appeal_notice"}:
            field = self.fields[name]
            field.help_text = " ".join(
                part for part in (str(field.help_text), str(_("Only in part."))) if part
            )
        self.order_fields(["version", "outcome", *(self.fields.keys() - {"reasons", "appeal_notice"})])
