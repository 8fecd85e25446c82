"""Rules of one-to-one sessions and the hours they take place in."""
