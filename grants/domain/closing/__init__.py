"""Closing a case, and the package in which it goes to the archive."""
