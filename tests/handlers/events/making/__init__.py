"""New events, made in steps."""
