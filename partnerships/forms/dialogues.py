"""The forms of dialogues: who took part, and what they left to do."""

from typing import Any, ClassVar

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from partnerships.forms.fields import RecordForm
from partnerships.models import DialogueParticipant, FollowUp
from portal.accounts.enums import EDITING_ROLES
from portal.accounts.models import Membership, User


def people_of(authority_id: int, *, also: int | None = None) -> QuerySet[User]:
    """Return the officers and administrators of an authority, by name, and ``also`` one who was named before."""
    working = Membership.objects.filter(authority=authority_id, role__in=EDITING_ROLES).values("user")
    return User.objects.filter(Q(pk__in=working, is_active=True) | Q(pk=also)).order_by("name", "email")


class DialoguePartForm(RecordForm):
    """A form of something that belongs to one dialogue of a partnership."""

    def within(self, partnership: Any) -> None:
        """Offer the partnership's own dialogues, and the people of its authority."""
        self.fields["dialogue"].queryset = partnership.dialogues.all()  # type: ignore[attr-defined]
        if "responsible" in self.fields:
            people = people_of(partnership.authority_id, also=self.instance.responsible_id)
            self.fields["responsible"].queryset = people  # type: ignore[attr-defined]


class DialogueParticipantForm(DialoguePartForm):
    """Who sat at the table: a person, a role, an organisation, or a person of an organisation."""

    class Meta:
        model = DialogueParticipant
        fields: ClassVar[list[str]] = ["dialogue", "name", "role", "organisation"]
        help_texts: ClassVar[dict[str, object]] = {
            "name": _("Read by the office only. Leave it empty where the role says enough."),
            "role": _("Such as: head of culture, chair of the committee."),
        }


class FollowUpForm(DialoguePartForm):
    """Who does what by when."""

    class Meta:
        model = FollowUp
        fields: ClassVar[list[str]] = ["dialogue", "what", "responsible", "organisation", "due"]
        help_texts: ClassVar[dict[str, object]] = {
            "responsible": _("Whose desk it lies on. Without a person it lies on the responsible officer's."),
            "organisation": _("Where another body is to do it, such as the partner."),
            "due": _("As exact as it was agreed: 12 March 2027, March 2027, spring 2027."),
        }
