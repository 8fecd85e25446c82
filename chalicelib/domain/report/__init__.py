"""Rules of the report of an edition: what is counted, and how."""
