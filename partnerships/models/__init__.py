from partnerships.models.agreement_acts import AgreementAct, AgreementPeriod
from partnerships.models.agreement_contents import (
    Aim,
    Instrument,
    Milestone,
    Organ,
    OrganSeat,
    Pledge,
)
from partnerships.models.agreement_texts import AgreementVersion, VersionAcceptance
from partnerships.models.agreements import (
    Agreement,
    AgreementElement,
    AgreementField,
    AgreementMove,
    AgreementParty,
    Article,
)
from partnerships.models.commitments import Commitment, CommitmentMove
from partnerships.models.dialogues import Dialogue
from partnerships.models.drafting import ArticleProposal, DraftComment, DraftLink, ProposalMove, SeenMark
from partnerships.models.fields import FieldOfArt
from partnerships.models.followups import DialogueParticipant, FollowUp
from partnerships.models.frameworks import Crosswalk, Framework, FrameworkElement, Indicator
from partnerships.models.links import (
    DialogueField,
    ElementPlace,
    MembershipBeneficiary,
    MembershipElement,
    PartnershipElement,
    RegionMember,
)
from partnerships.models.memberships import NetworkFee, NetworkSeat
from partnerships.models.merges import Merge
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
from partnerships.models.programmes import WorkProgramme, WorkProgrammeLine
from partnerships.models.regions import FormerRegionName, Region

__all__ = [
    "Agreement",
    "AgreementAct",
    "AgreementElement",
    "AgreementField",
    "AgreementMove",
    "AgreementParty",
    "AgreementPeriod",
    "AgreementVersion",
    "Aim",
    "Article",
    "ArticleProposal",
    "Authority",
    "Commitment",
    "CommitmentMove",
    "Crosswalk",
    "Dialogue",
    "DialogueField",
    "DialogueParticipant",
    "DraftComment",
    "DraftLink",
    "ElementPlace",
    "FieldOfArt",
    "FollowUp",
    "FormerName",
    "FormerRegionName",
    "Framework",
    "FrameworkElement",
    "Indicator",
    "Instrument",
    "MemberCount",
    "MembershipBeneficiary",
    "MembershipElement",
    "Merge",
    "Milestone",
    "Network",
    "NetworkFee",
    "NetworkGroup",
    "NetworkMembership",
    "NetworkSeat",
    "Organ",
    "OrganSeat",
    "Organisation",
    "Partnership",
    "PartnershipElement",
    "PartnershipField",
    "PartnershipParticipant",
    "PartnershipPeriod",
    "Pledge",
    "ProposalMove",
    "Region",
    "RegionMember",
    "RegistrationNumber",
    "SeenMark",
    "VersionAcceptance",
    "WorkProgramme",
    "WorkProgrammeLine",
]
