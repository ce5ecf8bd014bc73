"""One record of everything, and the arguments of every address: what the access test asks with.

Most addresses need nothing here. The record comes from the first words of the address's name
(`grants:officer:application_screen` is about an `Application`), each argument from an attribute of that record
(`slug`, `pk`, `reference`) or of the record that it names (`<slug:agreement>`, `<int:article_pk>`). What does
not follow these names has an entry in ARGUMENTS; a record that no factory makes has one in RECORDS.
"""

from tests.samples.arguments import arguments, subject
from tests.samples.owners import belongs_to, is_personal
from tests.samples.world import FACTORIES, World

__all__ = ["FACTORIES", "World", "arguments", "belongs_to", "is_personal", "subject"]
