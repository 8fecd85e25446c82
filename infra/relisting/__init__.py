"""Makes the team's list of people again from the records of a site."""
