"""Forms of the assessment: rounds and their criteria, pools and their members, what an assessor declares and scores."""

from collections.abc import Sequence
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from grants.domain.assessment.assessments import Given
from grants.enums.assessment import ConflictGround, Recommendation
from grants.forms.windows import ClockField, put_on_clocks
from grants.models import (
    Assessment,
    AssessmentRound,
    AssessorPool,
    Call,
    PoolMember,
    RoundCriterion,
)
from partnerships.forms.fields import RecordForm, fields_of_art
from partnerships.models import Authority, Organisation
from portal.accounts.enums import Role
from portal.accounts.models import User
from portal.core.amounts import AmountFormField
from portal.core.collation import order_by_name

NONE, CONFLICT = "none", "conflict"
DAY_INPUT = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class RoundForm(RecordForm):
    """A round: who assesses, until when, on which scale, and what becomes of the scores."""

    opens_at = ClockField(label=_("Opens"))
    closes_at = ClockField(
        label=_("To be handed in until"), help_text=_("Both times are meant on the clocks of the call.")
    )

    class Meta:
        model = AssessmentRound
        fields: ClassVar[list[str]] = [
            "names", "guidance", "opens_at", "closes_at", "pools", "fewest_assessors", "rule", "parity", "is_blind",
            "scale_from", "scale_to", "scale_words", "asks_amount", "results_shown", "merge",
        ]  # fmt: skip
        widgets: ClassVar[dict[str, Any]] = {"pools": forms.CheckboxSelectMultiple}

    def arrange_fields(self) -> None:
        """Show the moments on the call's clocks, and offer the pools of those who pay for the call."""
        super().arrange_fields()
        call = self.instance.call
        zone = ZoneInfo(call.time_zone)
        for name in ("opens_at", "closes_at"):
            moment = getattr(self.instance, name)
            if moment is not None:
                self.initial[name] = moment.astimezone(zone).replace(tzinfo=None)
        self.fields["pools"].queryset = pools_for(call)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Put both times on the call's clocks."""
        said = super().clean() or self.cleaned_data
        for name in ("opens_at", "closes_at"):
            if said.get(name) is not None:
                said[name] = put_on_clocks(self, name, said[name], self.instance.call.time_zone)
        return said


def pools_for(call: Call) -> Any:
    """Return the pools of the call's authority, and of the authorities that help to pay for it."""
    funders = call.funders.values("organisation__authority")
    return AssessorPool.objects.filter(authority=call.authority_id) | AssessorPool.objects.filter(
        authority__in=funders
    )


class RoundCriterionForm(RecordForm):
    """A criterion of a round, with its weight beside the others."""

    class Meta:
        model = RoundCriterion
        fields: ClassVar[list[str]] = ["names", "help_texts", "weight"]


class PoolForm(RecordForm):
    """A pool of assessors."""

    class Meta:
        model = AssessorPool
        fields: ClassVar[list[str]] = ["names", "kind", "funder", "side"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["funder"].queryset = Organisation.objects.order_by(  # type: ignore[attr-defined]
            order_by_name(), "pk"
        )


class NewPoolForm(PoolForm):
    """A new pool, of one of the person's authorities."""

    authority = forms.ModelChoiceField(Authority.objects.none(), label=_("Authority"))

    class Meta(PoolForm.Meta):
        fields: ClassVar[list[str]] = ["authority", *PoolForm.Meta.fields]

    def offer(self, authorities: Sequence[int]) -> None:
        """Offer these authorities; one alone is chosen already."""
        field: Any = self.fields["authority"]
        field.queryset = Authority.objects.filter(pk__in=authorities).select_related("organisation")
        if len(authorities) == 1:
            self.initial["authority"] = authorities[0]


class PoolMemberForm(RecordForm):
    """An assessor in a pool: what they know, which languages they read, and for how long."""

    languages = forms.MultipleChoiceField(
        label=_("Languages that they read"),
        choices=settings.CALL_LANGUAGES,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = PoolMember
        fields: ClassVar[list[str]] = ["user", "fields", "languages", "since", "until"]
        widgets: ClassVar[dict[str, Any]] = {
            "fields": forms.CheckboxSelectMultiple,
            "since": DAY_INPUT,
            "until": DAY_INPUT,
        }

    def arrange_fields(self) -> None:
        """Offer those who hold the role of an assessor at the pool's authority."""
        super().arrange_fields()
        people = User.objects.filter(
            memberships__authority=self.instance.pool.authority_id, memberships__role=Role.ASSESSOR
        )
        self.fields["user"].queryset = people.order_by("name", "email")  # type: ignore[attr-defined]
        self.fields["fields"].queryset = fields_of_art()  # type: ignore[attr-defined]


class DeclarationForm(forms.Form):
    """Whether there is a conflict of interest, and on what ground."""

    answer = forms.ChoiceField(
        label=_("Your declaration"),
        choices=[
            (NONE, _("I have no conflict of interest in this application")),
            (CONFLICT, _("I have a conflict of interest, or others may think so")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of the answers.")},
    )
    ground = forms.ChoiceField(
        label=_("Ground"),
        required=False,
        choices=[("", _("No conflict")), *ConflictGround.choices],
        help_text=_("Only with a conflict of interest."),
    )
    note = forms.CharField(
        label=_("In your own words"), required=False, max_length=5000, widget=forms.Textarea({"rows": 3})
    )

    def clean(self) -> dict[str, Any]:
        """Ask for the ground of a conflict."""
        said = super().clean() or self.cleaned_data
        if said.get("answer") == CONFLICT and not said.get("ground"):
            self.add_error("ground", _("Say on what ground there is a conflict of interest."))
        return said


class ConflictForm(forms.Form):
    """A conflict of interest that came to light."""

    ground = forms.ChoiceField(
        label=_("Ground"),
        choices=[("", "–"), *ConflictGround.choices],
        error_messages={"required": _("Say on what ground there is a conflict of interest.")},
    )
    note = forms.CharField(
        label=_("How it came to light"), required=False, max_length=5000, widget=forms.Textarea({"rows": 4})
    )


class NoteForm(forms.Form):
    """What an assessor should look at again."""

    note = forms.CharField(
        label=_("Note for the assessor"),
        max_length=5000,
        widget=forms.Textarea({"rows": 5}),
        error_messages={"required": _("Say what the assessor should look at.")},
    )


class TakeBackForm(forms.Form):
    """Why an application is taken back from its assessor, and who gets it instead."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=300,
        error_messages={"required": _("Say why the application is taken back from this assessor.")},
    )
    member = forms.ModelChoiceField(
        PoolMember.objects.none(), label=_("Give it to"), required=False, empty_label=_("Nobody now")
    )


class AssessmentForm(forms.Form):
    """The scoring form of a round: a step and a comment for each criterion, and the whole in words."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    committee_comment = forms.CharField(
        label=_("Comment for the committee"),
        required=False,
        max_length=20_000,
        widget=forms.Textarea({"rows": 5}),
    )
    applicant_comment = forms.CharField(
        label=_("Comment for the applicant"),
        help_text=_("The applicant may read it with the decision."),
        required=False,
        max_length=20_000,
        widget=forms.Textarea({"rows": 4}),
    )
    recommended = AmountFormField(label=_("Recommended amount"), required=False, min_value=0)
    recommendation = forms.ChoiceField(
        label=_("Recommendation"), required=False, choices=Recommendation.choices, widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, assessment: Assessment, **kwargs: Any) -> None:
        round = assessment.assignment.round
        self.criteria = list(round.criteria.all())
        kwargs.setdefault("initial", initial_of(assessment))
        super().__init__(*args, **kwargs)
        steps = [(value, f"{value} {words}".strip()) for value, words in round.steps()]
        asked: dict[str, forms.Field] = {}
        for criterion in self.criteria:
            asked[f"score-{criterion.pk}"] = forms.TypedChoiceField(
                label=str(criterion.names),
                help_text=str(criterion.help_texts),
                choices=steps,
                coerce=int,
                empty_value=None,
                required=False,
                widget=forms.RadioSelect,
                error_messages={"invalid_choice": _("Choose a step of the scale.")},
            )
            asked[f"comment-{criterion.pk}"] = forms.CharField(
                label=_("Comment on “%(criterion)s”") % {"criterion": criterion.names},
                required=False,
                max_length=20_000,
                widget=forms.Textarea({"rows": 2}),
            )
        if round.asks_amount:
            self.fields["recommended"].label = _("Recommended amount in %(currency)s") % {
                "currency": round.call.currency
            }
        else:
            del self.fields["recommended"]
        self.fields = asked | self.fields
        # A draft is kept without them; handed in without them it is not.
        for name in (*(f"score-{one.pk}" for one in self.criteria), "recommendation"):
            self.fields[name].is_demanded = True  # type: ignore[attr-defined]

    def given(self) -> Given:
        """Return what was written, as the domain keeps it."""
        said = self.cleaned_data
        return Given(
            scores={one.pk: said[f"score-{one.pk}"] for one in self.criteria},
            comments={one.pk: said[f"comment-{one.pk}"] for one in self.criteria},
            texts={name: said[name] for name in ("committee_comment", "applicant_comment")},
            recommended=said.get("recommended"),
            recommendation=said["recommendation"],
        )


def initial_of(assessment: Assessment) -> dict[str, Any]:
    """Return what an assessment says now, by the names of its form's fields."""
    found: dict[str, Any] = {
        name: getattr(assessment, name)
        for name in ("version", "committee_comment", "applicant_comment", "recommended", "recommendation")
    }
    for score in assessment.scores.all():
        found[f"score-{score.criterion_id}"] = score.value
        found[f"comment-{score.criterion_id}"] = score.comment
    return found
