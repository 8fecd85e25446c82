"""What the table does for demand."""
