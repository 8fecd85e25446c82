"""Routes of events, their seats, their lines, their registrations."""
