"""What the table does for the team's own day."""
