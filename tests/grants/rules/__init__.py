"""The catalogue of rules: each kind exactly at its bounds, one step beyond, and where something is not known."""
