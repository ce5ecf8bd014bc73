"""Forms for drafting together: proposals, answers, comments, acceptances and links."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, ClassVar

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from partnerships.domain import proposals
from partnerships.enums import ProposalKind
from partnerships.forms.agreements import languages_of, main_languages
from partnerships.models import Agreement, Article, ArticleProposal, DraftComment, DraftLink
from portal.core.versions import VersionedForm, as_query


class ProposalForm(forms.ModelForm):
    """What somebody proposes: for a new article also its number."""

    class Meta:
        model = ArticleProposal
        fields: ClassVar[list[str]] = ["number", "headings", "texts", "reason"]
        widgets: ClassVar[dict[str, Any]] = {"reason": forms.Textarea(attrs={"rows": 3})}
        help_texts: ClassVar[dict[str, Any]] = {"reason": _("What the other side should know about it.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kind = self.instance.kind
        if kind != ProposalKind.ADDITION:
            del self.fields["number"]
        else:
            self.fields["number"].required = False
            self.fields["number"].widget.attrs["class"] = "width-5"
        if kind == ProposalKind.REMOVAL:
            del self.fields["headings"], self.fields["texts"]
        else:
            self.fields["texts"].required = True
            main_languages(self, languages_of(self.instance.agreement))

    def validate_constraints(self) -> None:
        """Leave the database's constraints to the domain."""


class MergeForm(VersionedForm):
    """The text with which a proposal is accepted: as proposed, or made of both where the article changed meanwhile."""

    class Meta:
        model = Article
        fields: ClassVar[list[str]] = ["headings", "texts"]

    def __init__(self, *args: Any, languages: Sequence[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.options = {"languages": languages}  # for the same form, drawn again
        main_languages(self, languages)

    @property
    def current_version(self) -> int:
        """Return the checksum of the article's text: it alone counts, whatever else of the agreement changed."""
        return proposals.stamp_of(self.instance)

    @classmethod
    def as_proposed(cls, proposal: ArticleProposal, languages: Sequence[str]) -> "MergeForm":
        """Return the form as it would be posted by somebody who accepts exactly what was proposed."""
        base = Article(
            pk=proposal.article_id,
            agreement=proposal.agreement,
            number=proposal.base_number,
            headings=proposal.base_headings,
            texts=proposal.base_texts,
        )
        proposed = Article(
            pk=proposal.article_id,
            agreement=proposal.agreement,
            headings=proposal.headings,
            texts=proposal.texts,
        )
        drawn = cls(instance=base, languages=languages)
        data = as_query(cls(instance=proposed, languages=languages).as_drawn())
        data["version"] = str(proposals.base_stamp(proposal))
        data["base"] = str(drawn.initial["base"])
        return cls(data, instance=proposal.article, languages=languages)


class RefuseForm(forms.Form):
    """Why a proposal is refused."""

    reason = forms.CharField(
        label=_("Why you refuse"),
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("The other side reads this."),
    )


class CommentForm(forms.ModelForm):
    """A remark, and what it is about."""

    class Meta:
        model = DraftComment
        fields: ClassVar[list[str]] = ["text", "article", "proposal", "parent"]
        widgets: ClassVar[dict[str, Any]] = {
            "text": forms.Textarea(attrs={"rows": 4}),
            "article": forms.HiddenInput,
            "proposal": forms.HiddenInput,
            "parent": forms.HiddenInput,
        }

    def about(self, agreement: Agreement) -> None:
        """Let it be about this agreement's articles, proposals and comments only."""
        for name, own in (
            ("article", agreement.articles.all()),
            ("proposal", agreement.proposals.all()),
            ("parent", agreement.draft_comments.all()),
        ):
            if name in self.fields:
                self.fields[name].queryset = own  # type: ignore[attr-defined]

    def validate_constraints(self) -> None:
        """Leave the database's constraints to the domain, which says who wrote it."""


class GuestCommentForm(CommentForm):
    """A remark of somebody with a link, who gives a name."""

    class Meta(CommentForm.Meta):
        fields: ClassVar[list[str]] = ["guest_name", "text", "article", "parent"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["guest_name"].required = True
        self.fields["guest_name"].widget.attrs["autocomplete"] = "name"


class AcceptVersionForm(forms.Form):
    """The word of a party about a version; where somebody records it for a party without an account, how it was said."""

    note = forms.CharField(
        label=capfirst(_("note")), widget=forms.Textarea(attrs={"rows": 3}), required=False
    )

    def on_behalf(self) -> None:
        """Ask how a party without an account has accepted."""
        self.fields["note"].required = True
        self.fields["note"].label = _("How the party accepted")
        self.fields["note"].help_text = _(
            "Who wrote or said it, and when, such as “letter from the mayor, 3 March 2026”."
        )


class DraftLinkForm(forms.ModelForm):
    """To whom a link is sent, and for how long it works."""

    days = forms.IntegerField(label=_("Works for how many days"), initial=30, min_value=1, max_value=90)

    class Meta:
        model = DraftLink
        fields: ClassVar[list[str]] = ["name", "email", "organisation", "language"]

    field_order = ("name", "email", "organisation", "language", "days")

    def about(self, agreement: Agreement) -> None:
        """Offer the agreement's parties."""
        parties = agreement.parties.values("organisation")
        organisation = self.fields["organisation"]
        organisation.queryset = organisation.queryset.filter(pk__in=parties)  # type: ignore[attr-defined]
        self.fields["language"].initial = settings.LANGUAGE_CODE

    def validate_constraints(self) -> None:
        """Leave the database's constraints to the domain."""


class SeenForm(forms.Form):
    """Up to when everything has been seen: the moment of the latest thing on the page."""

    until = forms.CharField(widget=forms.HiddenInput)

    def clean_until(self) -> datetime:
        """Read the moment that the page wrote."""
        try:
            moment = datetime.fromisoformat(self.cleaned_data["until"])
        except ValueError as error:
            raise forms.ValidationError(_("The page did not say up to when. Open it again.")) from error
        return moment if timezone.is_aware(moment) else timezone.make_aware(moment)
