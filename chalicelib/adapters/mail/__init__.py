"""Mails: composed, turned into bytes, sent at the account's pace."""
