"""Assessment at the office: rounds and pools, who gets what, the assessors' own pages, the meeting."""
