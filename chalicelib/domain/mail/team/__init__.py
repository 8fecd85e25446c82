"""What the team is shown of mails, and sends again."""
