"""The report of an edition."""
