"""Delegation and meetings: by what right a decision is taken, and how a body decides together."""
