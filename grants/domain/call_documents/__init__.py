"""Calls as portable documents: written, described by a JSON Schema, and read in again, each the other's inverse."""

from grants.domain.call_documents.problems import DocumentProblems, Problem
from grants.domain.call_documents.reading import free_address, import_call
from grants.domain.call_documents.schema import schema
from grants.domain.call_documents.writing import as_text, export_call

__all__ = ["DocumentProblems", "Problem", "as_text", "export_call", "free_address", "import_call", "schema"]
