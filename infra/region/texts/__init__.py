"""What a region says in words, and what is wrong with it: labels, questions, mails, themes."""
