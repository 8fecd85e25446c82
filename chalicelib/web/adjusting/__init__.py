"""What admins set: the pages of the settings, and their API."""
