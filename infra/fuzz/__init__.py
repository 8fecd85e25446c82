"""The API asked all that its description allows, and what it does not, in each role."""
