"""What every form of the portal is built on: its renderer."""

from portal.core.forms.renderer import PortalRenderer

__all__ = ["PortalRenderer"]
