"""Stories of themes and the documents people keep."""
