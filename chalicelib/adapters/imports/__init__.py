"""Files that are brought in: archives read by counting, and written."""
