"""What a reader asks of the golden thread: a year, in whose words, how long an element may rest."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from partnerships.models import Framework
from partnerships.thread import GAP_MONTHS


class ThreadForm(forms.Form):
    """The choices above the thread. What cannot be understood is said beside its field; the thread is then whole."""

    words = forms.ChoiceField(label=_("In the words of"), required=False)
    before = forms.BooleanField(label=_("Also what was done under what it replaced"), required=False)
    year = forms.IntegerField(label=_("Year"), required=False, min_value=1000, max_value=2999)
    months = forms.IntegerField(
        label=_("A gap is so many months"), required=False, min_value=1, max_value=240, initial=GAP_MONTHS
    )

    def __init__(
        self,
        *args: Any,
        own: Framework,
        chains: Sequence[Sequence[Framework]],
        before: Sequence[Framework] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        words: Any = self.fields["words"]
        words.choices = [("", str(own)), *((chain[-1].slug, str(chain[-1])) for chain in chains)]
        if not chains:
            words.widget = forms.HiddenInput()
        if not before:
            del self.fields["before"]
