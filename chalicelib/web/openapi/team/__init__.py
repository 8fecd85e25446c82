"""What the API has for the team alone, by area."""
