"""The kinds of rules, by what they speak of."""
