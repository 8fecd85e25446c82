"""The demonstration: a season played by invented people."""
