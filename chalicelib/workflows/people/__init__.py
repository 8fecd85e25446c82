"""Stories of participants, their consents, and the team."""
