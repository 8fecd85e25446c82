"""Other forms that what is shown takes: a spreadsheet, an image, a description for machines."""
