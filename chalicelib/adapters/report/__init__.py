"""Adapters of the report of an edition: its charts."""
