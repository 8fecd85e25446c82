"""The pages and the API of which themes people want."""
