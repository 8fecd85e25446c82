"""Rules of messages: what is sent, when, and what became of it."""
