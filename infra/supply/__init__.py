"""What the project takes from others, and what it must not give away: licences and secrets."""
