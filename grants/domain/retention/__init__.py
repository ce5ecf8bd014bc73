"""How long closed cases are kept, what falls due, what stops it, and how it is carried out."""
