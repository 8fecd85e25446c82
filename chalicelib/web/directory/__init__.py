"""The team's list of people."""
