"""Stories of the audience: a view is counted, a salt destroyed, the figures read."""
