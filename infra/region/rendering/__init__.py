"""Every page, mail, calendar and PDF rendered once with a region's values, on invented people."""
