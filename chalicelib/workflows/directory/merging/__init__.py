"""The team merges two registrations of one person, and undoes it within a day."""
