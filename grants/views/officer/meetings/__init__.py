"""Delegation orders and meetings at the office."""
