"""Makes the figures of an edition again from the records of a site."""
