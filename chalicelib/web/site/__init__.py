"""Pages about the programme, and what machines read about it."""
