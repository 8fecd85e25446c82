"""The hours of advisers in the table."""
