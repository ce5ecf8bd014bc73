"""The form of what came of a cooperation."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from exchanges.models import Exchange, Outcome
from partnerships.forms.fields import RecordForm
from portal.core.collation import order_by_name


class OutcomeForm(RecordForm):
    """What came of it, when, with whom, and how one knows (A14, A15)."""

    class Meta:
        model = Outcome
        fields: ClassVar[list[str]] = [
            "names", "description", "when", "when_note", "exchange", "organisations", "policy_gain", "evidence",
        ]  # fmt: skip
        labels: ClassVar[dict[str, object]] = {
            "exchange": _("grew out of the exchange"),
            "organisations": _("with these organisations"),
        }
        help_texts: ClassVar[dict[str, object]] = {
            "organisations": _("Also those that do not belong to the cooperation."),
            "evidence": _("The address of a page that shows it."),
        }
        widgets: ClassVar[dict[str, object]] = {"organisations": forms.CheckboxSelectMultiple}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.partnership_id is None:
            del self.fields["exchange"]
            return
        own = Exchange.objects.filter(partnership=self.instance.partnership_id)
        self.fields["exchange"].queryset = own.order_by(order_by_name(), "pk")  # type: ignore[attr-defined]
