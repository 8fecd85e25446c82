"""Rules of the hours that come again each week."""
