"""The team's pages, as the programme grows."""
