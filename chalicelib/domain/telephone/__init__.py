"""What the team tells by telephone: whom to call, about what, and what became of it."""
