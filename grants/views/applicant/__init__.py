"""The applicant's pages: the overview, drafts, handing in, and what becomes of it."""
