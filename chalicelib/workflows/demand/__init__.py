"""Stories of demand: what to open first, and who is told once an hour is free."""
