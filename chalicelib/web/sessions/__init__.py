"""Routes of one-to-one sessions and their slots."""
