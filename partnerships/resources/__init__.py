"""The registers of partnerships as files: their columns, and by which keys their rows are known."""


def register() -> None:
    """Let the registers be brought in and taken out; called once, when the app is ready."""
    from partnerships.resources import keys
    from partnerships.resources.organisations import OrganisationResource
    from portal.core.resources import register_resource

    keys.register()
    register_resource(OrganisationResource)
