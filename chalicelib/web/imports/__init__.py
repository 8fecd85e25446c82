"""Bringing in past editions, by the API and by pages."""
