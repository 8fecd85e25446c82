"""What is read from outside: the calendars that advisers gave."""
