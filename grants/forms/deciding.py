"""What decision makers and officers fill in about a decision; the domain judges it."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from grants.domain.appeals import appeal_notice
from grants.domain.clocks import moments_on
from grants.domain.deciding.acts import Condition, Said
from grants.enums import DecisionOutcome
from grants.forms.entries import CheckedFilesField
from grants.forms.windows import ClockField
from grants.models import Application, Call
from portal.core.amounts import AmountFormField, format_amount

CONDITIONS = 3
DAY = {"type": "date"}


def _text(label: Any, *, rows: int = 4, required: bool = True, **more: Any) -> forms.CharField:
    return forms.CharField(
        label=label, required=required, max_length=20_000, widget=forms.Textarea(attrs={"rows": rows}), **more
    )


def _day(label: Any, **more: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=forms.DateInput(attrs=DAY, format="%Y-%m-%d"), **more)


class VersionForm(forms.Form):
    """A form about a case as the person saw it."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class OutcomeForm(VersionForm):
    """A decision with its sum, its reasons, its conditions and the notice of how to appeal."""

    outcome = forms.ChoiceField(
        label=_("Decision"),
        choices=[(DecisionOutcome.APPROVED, _("Approve")), (DecisionOutcome.REJECTED, _("Reject"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Say what is decided.")},
    )
    amount = AmountFormField(label=_("Amount granted"), required=False)
    lower_reasons = _text(
        _("Why less than was applied for"),
        rows=3,
        required=False,
        help_text=_("Only where less is granted. It stands in the letter."),
    )
    reasons = _text(
        _("Reasons"),
        rows=8,
        help_text=_("They stand in the letter to the applicant, word for word."),
        error_messages={"required": _("A decision needs its reasons.")},
    )
    condition_text = _text(
        _("Conditions"),
        rows=3,
        required=False,
        help_text=_(
            "In words, where the grant has any. Those that have to be fulfilled by a day come below."
        ),
    )
    appeal_notice = forms.CharField(
        label=_("Appeal"),
        help_text=_("Filled in for the authority and the language of the application. Check that it fits."),
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": _("A decision says how to appeal.")},
    )

    def __init__(self, *args: Any, application: Application, bounds: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if application.call.decision_final:
            notice = self.fields["appeal_notice"]
            notice.disabled, notice.initial = True, appeal_notice(application)
            notice.help_text = _("The call says that its decisions cannot be appealed.")
        if application.requested is not None:
            asked = format_amount(application.requested, application.call.currency)
            self.fields["amount"].help_text = _("Applied for: %(sum)s. %(bounds)s") % {
                "sum": asked,
                "bounds": bounds,
            }

    @property
    def approves(self) -> bool:
        """Tell whether the form approves."""
        return bool(self.cleaned_data["outcome"] == DecisionOutcome.APPROVED)

    def said(self) -> Said:
        """Return what is decided; what belongs to an approval alone is left out of a rejection."""
        data, approves = self.cleaned_data, self.approves
        return Said(
            outcome=data["outcome"],
            reasons=data["reasons"],
            appeal_notice=data["appeal_notice"],
            amount=data["amount"] if approves else None,
            lower_reasons=data["lower_reasons"] if approves else "",
            condition_text=data["condition_text"] if approves else "",
        )


class DecisionForm(OutcomeForm):
    """The decision of a case, with its conditions one by one and the moment from which it may be told."""

    published_from = ClockField(
        label=_("Published from"),
        required=False,
        help_text=_("Until then the applicant is told nothing, and no list shows it. Empty: at once."),
    )

    def __init__(self, *args: Any, application: Application, **kwargs: Any) -> None:
        super().__init__(*args, application=application, **kwargs)
        self.zone = application.authority.time_zone
        for number in range(1, CONDITIONS + 1):
            values = {"number": number}
            self.fields[f"condition_{number}"] = forms.CharField(
                label=_("Condition %(number)s") % values, required=False, max_length=2000
            )
            self.fields[f"due_{number}"] = _day(
                _("Condition %(number)s, fulfilled by") % values, required=False
            )
        last = ["appeal_notice", "published_from"]
        self.order_fields([name for name in self.fields if name not in last] + last)

    def clean(self) -> dict[str, Any]:
        """Put the moment of publication on the authority's clocks, and ask what a condition with a day is."""
        data: dict[str, Any] = super().clean() or {}
        local = data.get("published_from")
        if isinstance(local, datetime):
            found = moments_on(local.date(), local.time(), self.zone)
            if found:
                data["published_from"] = found[0].astimezone(ZoneInfo(self.zone))
            else:
                self.add_error("published_from", _t("The clocks skip this time. Choose another one."))
        for number in range(1, CONDITIONS + 1):
            if data.get(f"due_{number}") and not data.get(f"condition_{number}"):
                self.add_error(f"condition_{number}", _t("Say what the condition is."))
        return data

    def conditions(self) -> list[Condition]:
        """Return the conditions that were written, in their order."""
        data = self.cleaned_data
        numbers = [number for number in range(1, CONDITIONS + 1) if data[f"condition_{number}"]]
        if not self.approves:
            return []
        return [Condition(data[f"condition_{number}"], data[f"due_{number}"]) for number in numbers]


class ReferralForm(VersionForm):
    """What has to be done before a case can be decided."""

    asked = _text(
        _("What has to be done"),
        rows=6,
        help_text=_("Colleagues read it; the case is screened again."),
        error_messages={"required": _("Say what has to be done before the case can be decided.")},
    )


class RevocationForm(VersionForm):
    """Why a decision stands no longer."""

    reasons = _text(_("Reasons"), rows=6, error_messages={"required": _("A decision needs its reasons.")})
    appeal_notice = _text(
        _("How to appeal"), rows=6, error_messages={"required": _("A decision says how to appeal.")}
    )


class CorrectionForm(VersionForm):
    """What was wrong, and how it reads now."""

    changes = _text(
        _("What is corrected"),
        help_text=_("What was written, and how it reads now."),
        error_messages={"required": _("Say what is corrected.")},
    )
    amount = AmountFormField(
        label=_("Right amount"), required=False, help_text=_("Only where the error is in the sum.")
    )
    corrected_reasons = _text(
        _("Reasons of the decision, as they read now"),
        required=False,
        help_text=_("Only where the error is in them."),
    )
    reasons = _text(_("Why it is corrected"), error_messages={"required": _("A decision needs its reasons.")})


class NoteForm(forms.Form):
    """How a condition was fulfilled."""

    note = _text(
        _("How it was fulfilled"), error_messages={"required": _("Say how the condition was fulfilled.")}
    )


class WithdrawalForm(forms.Form):
    """Why a funder withdraws its half."""

    reasons = _text(
        _("Reasons"), rows=6, error_messages={"required": _("Say why the decision is withdrawn.")}
    )
    appeal_notice = _text(_("How to appeal"), rows=6, required=False)


class AppealForm(forms.Form):
    """An appeal with its papers."""

    text = _text(
        _("What you appeal, and why"),
        rows=8,
        error_messages={"required": _("Say what you appeal, and why you hold it to be wrong.")},
    )
    files: Any = CheckedFilesField(label=_("Files"))


class PaperAppealForm(AppealForm):
    """An appeal that came on paper."""

    arrived_on = _day(_("Arrived"), error_messages={"required": _("Say on which day it came.")})


class AppealStepForm(forms.Form):
    """What happens to an appeal, and why."""

    reasons = _text(_("Reasons"), rows=6, error_messages={"required": _("Say why.")})


class AppealForwardForm(AppealStepForm):
    """To whom an appeal is sent on, and with what words."""

    body = forms.CharField(
        label=_("Sent on to"),
        max_length=200,
        error_messages={"required": _("Say to whom the appeal is sent on.")},
    )


class BulkForm(forms.Form):
    """Many decisions of one call: the words that begin them, and for each case the outcome, the sum and its own words."""

    approval = _text(_("Reasons of an approval"), rows=4, required=False)
    rejection = _text(_("Reasons of a rejection"), rows=4, required=False)
    lower_reasons = _text(
        _("Why less than was applied for"),
        rows=3,
        required=False,
        help_text=_("Where less is granted. It stands in the letters."),
    )

    def __init__(self, *args: Any, cases: list[Application], call: Call, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.cases = cases
        choices = [("", _("Not now")), *OutcomeForm.base_fields["outcome"].choices]  # type: ignore[attr-defined]
        for case in cases:
            self.fields[f"outcome-{case.pk}"] = forms.ChoiceField(
                label=_("Decision"), choices=choices, required=False
            )
            self.fields[f"amount-{case.pk}"] = AmountFormField(label=_("Amount granted"), required=False)
            self.fields[f"words-{case.pk}"] = forms.CharField(
                label=_("Own words"), required=False, max_length=5000
            )

    def clean(self) -> dict[str, Any]:
        """Ask why a case gets less than was applied for, beside the field that says so for all of them."""
        data = super().clean() or self.cleaned_data
        lower = [
            case
            for case in self.cases
            if data.get(f"outcome-{case.pk}") == DecisionOutcome.APPROVED
            and (amount := data.get(f"amount-{case.pk}")) is not None
            and case.requested is not None
            and amount < case.requested
        ]
        if lower and not data.get("lower_reasons"):
            self.add_error("lower_reasons", _("Say why less is granted than was applied for."))
        return data
