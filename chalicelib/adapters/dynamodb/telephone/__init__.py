"""What the table does for the calls that the team makes."""
