"""Rules of bringing in a past edition: how its files are read, checked, corrected and written."""
