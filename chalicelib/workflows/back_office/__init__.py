"""The day of the team."""
