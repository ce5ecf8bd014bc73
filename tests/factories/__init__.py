"""Factories: one small valid record of each kind, without surprises; say in the test what matters to it."""
