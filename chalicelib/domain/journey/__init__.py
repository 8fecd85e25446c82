"""The steps of the journey."""
