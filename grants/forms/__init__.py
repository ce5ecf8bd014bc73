"""The boundary of grants: shape in, never a decision."""
