"""Rules of themes and the documents people keep."""
