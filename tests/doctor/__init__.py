"""What `make doctor` says, and that it changes nothing."""
