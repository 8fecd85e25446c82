"""Whom the team registers for an event itself: at the telephone, or at the door."""
