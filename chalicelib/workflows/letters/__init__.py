"""Stories of what the team sees of mails, sends again and writes."""
