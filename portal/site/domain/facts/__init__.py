"""Facts: the readable YAML of ``fixtures/``, and the way it becomes records (see fixtures/README.md)."""

from portal.site.domain.facts.errors import FixtureError
from portal.site.domain.facts.loading import Loaded, load_facts

__all__ = ["FixtureError", "Loaded", "load_facts"]
