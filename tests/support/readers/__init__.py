"""Programs that others read our calendars and documents with."""
