"""Attestations of attendance, for who came and for the team."""
