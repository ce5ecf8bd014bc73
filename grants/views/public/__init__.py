"""The pages of grants that everybody reads."""
