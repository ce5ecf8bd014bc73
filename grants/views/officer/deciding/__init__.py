"""What is done with a decision, seen from the office."""
