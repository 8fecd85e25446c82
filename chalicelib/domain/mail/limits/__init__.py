"""How many mails may go to one person, and to an address that nobody has proven."""
