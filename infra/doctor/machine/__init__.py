"""Around a site on one machine."""
