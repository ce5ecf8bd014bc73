"""Whole journeys through a whole portal, in a browser, as the people of the house make them."""
