"""The registers of partnerships as files: their columns, and by which keys their rows are known."""


def register() -> None:
    """Let the registers be brought in and taken out; called once, when the app is ready."""
    from partnerships.resources import keys
    from partnerships.resources.agreements import AgreementResource
    from partnerships.resources.memberships import MembershipResource
    from partnerships.resources.organisations import OrganisationResource
    from partnerships.resources.partnerships import PartnershipResource
    from partnerships.resources.regions import RegionResource
    from portal.core.resources import register_resource

    keys.register()
    for resource in (
        RegionResource,
        OrganisationResource,
        PartnershipResource,
        AgreementResource,
        MembershipResource,
    ):
        register_resource(resource)
