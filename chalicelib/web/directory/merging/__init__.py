"""Two registrations that are one person, and those that may be."""
