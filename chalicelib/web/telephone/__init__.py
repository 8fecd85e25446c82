"""The pages and the API of the calls that the team makes."""
