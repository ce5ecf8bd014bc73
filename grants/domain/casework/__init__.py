"""The case as the office keeps it: what happened, who is party, whose it is, what is to be done."""
