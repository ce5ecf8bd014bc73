"""The package in which a closed case goes to the archive: a bag (RFC 8493) with metadata of our own schema.

``bag`` lays it out, ``contents`` says what is in it, ``printed`` says it to people, ``documents`` makes and keeps it,
``checking`` looks at it.
"""

from grants.archive.checking import problems_of
from grants.archive.documents import make

__all__ = ["make", "problems_of"]
