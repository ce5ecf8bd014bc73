"""What happens to the decision of a case: its acts, funders, letters, appeals and many decisions at once."""
