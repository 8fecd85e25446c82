"""What the table does for what admins set."""
