"""Rules of participants, their consents, the team, and who asks."""
