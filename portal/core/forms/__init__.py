"""What every form of the portal is built on: its renderer, and the conflict page's answer."""

from portal.core.forms.conflict import chosen
from portal.core.forms.renderer import PortalRenderer

__all__ = ["PortalRenderer", "chosen"]
