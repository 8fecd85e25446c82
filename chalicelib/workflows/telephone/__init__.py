"""The stories of the calls that the team makes."""
