"""The mails that the team lists, in the table."""
