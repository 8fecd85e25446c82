"""What is asked of a site whichever way it runs."""
