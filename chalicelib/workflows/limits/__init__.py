"""Stories of limits: what is asked for too often is refused before anything is read."""
