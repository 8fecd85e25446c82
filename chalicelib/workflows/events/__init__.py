"""Stories of events, their seats, their line, who comes."""
