"""Rules of participants, their consents, the team, and callers."""
