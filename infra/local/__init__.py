"""The embedded default: the real app on loopback, with AWS in the same process."""
