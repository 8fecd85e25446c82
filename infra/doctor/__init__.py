"""`make doctor`: says what is missing or wrong around a site, in order, and changes nothing."""
