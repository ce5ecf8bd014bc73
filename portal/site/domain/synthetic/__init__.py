"""Synthetic records in believable proportions, to see how the portal bears its load."""

from portal.site.domain.synthetic.register import generate_register
from portal.site.domain.synthetic.world import generate

__all__ = ["generate", "generate_register"]
