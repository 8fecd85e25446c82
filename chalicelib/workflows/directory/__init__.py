"""Stories of the team's list of people."""
