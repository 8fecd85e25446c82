"""Addresses that were mistyped, of those who registered for an event."""
