"""The team's own day: what waits for them."""
