"""The stories of what admins set."""
