"""The team's list of people in the table."""
