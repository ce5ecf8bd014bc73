from portal.accounts.models.calendar_links import CalendarLink
from portal.accounts.models.invitations import Invitation
from portal.accounts.models.mandates import Mandate
from portal.accounts.models.memberships import Membership, Representation
from portal.accounts.models.personal_exports import PersonalExport
from portal.accounts.models.users import User

__all__ = ["CalendarLink", "Invitation", "Mandate", "Membership", "PersonalExport", "Representation", "User"]
