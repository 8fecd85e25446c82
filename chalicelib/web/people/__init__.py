"""Routes of participants, their consents and their spaces."""
