"""What the stories of the team's area need from outside."""
