"""Stories of the report of an edition."""
