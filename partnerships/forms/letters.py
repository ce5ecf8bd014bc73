"""The form of a letter's draft."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from partnerships.letters import Letter


class LetterForm(forms.Form):
    """The draft as the officer leaves it; the language is chosen beside it and comes along."""

    language = forms.ChoiceField(choices=settings.CONTENT_LANGUAGES, widget=forms.HiddenInput)
    subject = forms.CharField(label=_("Subject"), max_length=300)
    body = forms.CharField(
        label=_("Letter"),
        max_length=10_000,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 22}),
        help_text=_("An empty line begins a new paragraph. Nothing is sent from here."),
    )

    @classmethod
    def of(cls, letter: Letter, **options: Any) -> "LetterForm":
        """Return the form with a draft in it."""
        return cls(
            initial={"language": letter.language, "subject": letter.subject, "body": letter.body}, **options
        )

    def letter(self) -> Letter:
        """Return the draft as it was handed in."""
        data = self.cleaned_data
        return Letter(
            data["language"], data["subject"].strip(), data["body"].replace("\r\n", "\n").strip("\n")
        )
