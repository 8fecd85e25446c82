"""Stories of what is held about people: giving it out, and their requests."""
