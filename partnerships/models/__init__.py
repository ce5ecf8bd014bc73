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
    "Article",
    "Authority",
    "Commitment",
    "Crosswalk",
    "Dialogue",
    "FieldOfArt",
    "FormerName",
    "Framework",
    "FrameworkElement",
    "Indicator",
    "MemberCount",
    "Network",
    "NetworkGroup",
    "NetworkMembership",
    "Organisation",
    "Partnership",
    "PartnershipField",
    "PartnershipParticipant",
    "PartnershipPeriod",
    "Region",
    "RegistrationNumber",
    "WorkProgramme",
]
