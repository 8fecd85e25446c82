"""What the table does for privacy: what is held of whom, the registers, the nightly round."""
