"""Rules of surveys, by mail and on the spot."""
