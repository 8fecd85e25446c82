"""Stories of past editions that are brought in."""
