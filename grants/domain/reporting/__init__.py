"""After the award: what is agreed, what grantees report and ask to change, and what the authority answers."""
