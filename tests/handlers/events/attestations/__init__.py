"""Attestations of attendance."""
