"""Routes of private calendars: their address, and what calendar programs get there."""
