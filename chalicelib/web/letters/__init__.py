"""Mails: what became of each, sent again; what the team writes to many."""
