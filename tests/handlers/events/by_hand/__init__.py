"""Whom the team registers for events itself."""
