"""The story of the team's agenda."""
