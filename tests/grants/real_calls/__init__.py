"""The 24 real calls: each is read in, applied to, and its rules meet what is just inside and what is just outside."""
