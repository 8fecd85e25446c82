"""Pages about the programme, and what machines read of it."""
