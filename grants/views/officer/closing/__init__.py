"""Closing cases at the office, and what becomes of them: packages, retention classes, holds, destructions."""
