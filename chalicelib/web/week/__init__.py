"""The pages and the API of the hours that the team opens."""
