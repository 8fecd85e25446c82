"""Mails as they leave: composed, written down, sent at the account's pace."""
