"""Two registrations that are one person: merged with nothing lost, and taken apart again."""
