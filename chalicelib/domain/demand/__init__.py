"""Rules of demand: which themes people want, and who waits for an hour."""
