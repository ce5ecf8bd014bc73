from partnerships.models.agreement_contents import (
    Aim,
    Instrument,
    Milestone,
    Organ,
    OrganSeat,
    Pledge,
)
from partnerships.models.agreements import (
    Agreement,
    AgreementElement,
    AgreementField,
    AgreementMove,
    AgreementParty,
    Article,
)
from partnerships.models.commitments import Commitment, WorkProgramme
from partnerships.models.dialogues import Dialogue
from partnerships.models.fields import FieldOfArt
from partnerships.models.frameworks import Crosswalk, Framework, FrameworkElement, Indicator
from partnerships.models.links import (
    DialogueField,
    ElementPlace,
    MembershipBeneficiary,
    MembershipElement,
    MembershipSeat,
    PartnershipElement,
    RegionMember,
)
from partnerships.models.networks import MemberCount, Network, NetworkGroup, NetworkMembership
from partnerships.models.organisations import (
    Authority,
    FormerName,
    Organisation,
    RegistrationNumber,
)
from partnerships.models.partnerships import (
    Partnership,
    PartnershipField,
    PartnershipParticipant,
    PartnershipPeriod,
)
from partnerships.models.regions import Region

__all__ = [
    "Agreement",
    "AgreementElement",
    "AgreementField",
    "AgreementMove",
    "AgreementParty",
    "Aim",
    "Article",
    "Authority",
    "Commitment",
    "Crosswalk",
    "Dialogue",
    "DialogueField",
    "ElementPlace",
    "FieldOfArt",
    "FormerName",
    "Framework",
    "FrameworkElement",
    "Indicator",
    "Instrument",
    "MemberCount",
    "MembershipBeneficiary",
    "MembershipElement",
    "MembershipSeat",
    "Milestone",
    "Network",
    "NetworkGroup",
    "NetworkMembership",
    "Organ",
    "OrganSeat",
    "Organisation",
    "Partnership",
    "PartnershipElement",
    "PartnershipField",
    "PartnershipParticipant",
    "PartnershipPeriod",
    "Pledge",
    "Region",
    "RegionMember",
    "RegistrationNumber",
    "WorkProgramme",
]
