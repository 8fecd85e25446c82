"""A new event, made in steps; each begins with what is usual."""
