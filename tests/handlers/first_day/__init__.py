"""The list of the first day."""
