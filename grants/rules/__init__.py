"""The rules of calls: a catalogue of kinds, each a small class that states itself, and is checked, in the reader's language.

Nothing here reads the database or a request: a rule gets the facts of an application and answers with a verdict.
"""

from grants.rules.base import Rule, RuleError, Verdict
from grants.rules.catalogue import CATALOGUE, kind_named
from grants.rules.facts import Facts

__all__ = ["CATALOGUE", "Facts", "Rule", "RuleError", "Verdict", "kind_named"]
