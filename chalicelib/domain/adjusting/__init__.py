"""What admins set in place of what `templates/programme.toml` says."""
